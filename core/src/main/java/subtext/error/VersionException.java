package subtext.error;

import java.nio.file.Path;

/** A whole file of a format version that this build of Subtext does not read. */
public final class VersionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public VersionException(Path file, int found, int oldest, int newest) {
    super(
        "%s has format version %d, which is too %s: this Subtext reads versions %d to %d"
            .formatted(file, found, found < oldest ? "old" : "new", oldest, newest));
  }
}
