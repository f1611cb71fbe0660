package subtext.app;

/**
 * One line of {@code doctor}: what was looked at, what was found, and what it means or {@code ""}.
 */
record Finding(String name, String value, String remark) {

  Finding(String name, Object value) {
    this(name, String.valueOf(value), "");
  }

  /** The line, with values aligned after names of {@code width} characters. */
  String toLine(int width) {
    String line = name + " ".repeat(width + 2 - name.length()) + value;
    return remark.isEmpty() ? line : line + "  (" + remark + ")";
  }
}
