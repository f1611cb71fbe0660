package subtext.config;

/**
 * Where a value was written.
 *
 * @param source a file's name, or the command-line option
 * @param line counted from 1; 0 where the source has no lines
 */
public record Place(String source, int line) {
  /** {@code source:line}. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
