package subtext.app;

import java.nio.file.Files;
import java.nio.file.Path;
import subtext.error.InputException;

/** A file that an option names, to be written when the work is done. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Demands before the work what writing will need.
   *
   * @throws InputException if the folder of {@code file} does not exist
   */
  static void requireFolder(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new InputException(
          "%s %s: its folder does not exist; make it, or name another".formatted(option, file));
    }
  }
}
