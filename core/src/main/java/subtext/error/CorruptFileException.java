package subtext.error;

import java.nio.file.Path;

/** A file that is damaged: truncated, altered, or not of the format that its name says. */
public final class CorruptFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * {@code what} is wrong with {@code file}, as the end of a sentence that starts with the file's
   * name.
   */
  public CorruptFileException(Path file, String what) {
    super(file + " " + what);
  }

  public CorruptFileException(Path file, String what, Throwable cause) {
    super(file + " " + what, cause);
  }
}
