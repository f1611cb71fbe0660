package subtext.text;

import java.nio.file.Path;
import java.util.Locale;
import subtext.error.InputException;

/**
 * Where a line's text, label and source stand: the number of a column, from 1, or its name in the
 * first row (tsv, csv) or object (jsonl).
 *
 * @param text {@link #AUTO} for the only sensible reading
 * @param label {@link #AUTO} likewise, {@link #NONE} where there is none
 * @param source of the text that the text translates or answers, {@link #NONE} where there is none;
 *     or an ending such as {@code .en}, for the same line of the file whose name ends so instead
 * @param split what says which split a line belongs to; {@link #NONE} where nothing does
 */
public record Columns(String text, String label, String source, String split) {
  /** The label column of a corpus without labels, and the split column of one without splits. */
  public static final String NONE = "none";

  /** The only sensible reading of the file; where there are several, it is refused. */
  public static final String AUTO = "auto";

  /** The whole line, or the first column. */
  public static final Columns FIRST = new Columns("1", NONE);

  /** Without sources and splits. */
  public Columns(String text, String label) {
    this(text, label, NONE, NONE);
  }

  public Columns {
    requireColumn("text", text);
    requireColumn("label", label);
    requireColumn("source", source);
    requireColumn("split", split);
    if (source.equals(AUTO)) {
      throw new InputException(
          "data.source is auto: it must say which column holds what the text translates, or none");
    }
    if (text.equals(NONE)) {
      throw new InputException("data.text is none: it must say which column holds the text");
    }
    if (split.equals(AUTO)) {
      throw new InputException("data.split is auto: it must name a column, or be none");
    }
  }

  /** Whether the file itself must say which columns are meant. */
  boolean open() {
    return text.equals(AUTO) || label.equals(AUTO);
  }

  /** Whether a tab- or comma-separated file must begin with a row of names. */
  boolean named() {
    return isName(text) || isName(label) || isName(source) || isName(split);
  }

  private static boolean isName(String column) {
    return !isNumber(column) && !column.equals(NONE) && !isParallel(column);
  }

  /** Whether the sources stand in a file of their own, line by line. */
  public boolean parallel() {
    return isParallel(source);
  }

  private static boolean isParallel(String source) {
    return source.startsWith(".");
  }

  /** The file of the sources of {@code file}: of the same name but for its ending. */
  public Path parallel(Path file) {
    String name = file.getFileName().toString();
    String packed =
        name.toLowerCase(Locale.ROOT).endsWith(".gz") ? name.substring(name.length() - 3) : "";
    String plain = name.substring(0, name.length() - packed.length());
    int dot = plain.lastIndexOf('.');
    return file.resolveSibling((dot < 0 ? plain : plain.substring(0, dot)) + source + packed);
  }

  /** The same but for the sources, which are not read. */
  Columns withoutSource() {
    return new Columns(text, label, NONE, split);
  }

  static boolean isNumber(String column) {
    return !column.isEmpty() && column.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static void requireColumn(String key, String column) {
    if (column.isBlank() || (isNumber(column) && !column.matches("[1-9][0-9]{0,5}"))) {
      throw new InputException(
          "data.%s is \"%s\": it must be a column's number from 1, or its name"
              .formatted(key, column));
    }
  }
}
