package subtext.text;

import subtext.error.InputException;

/**
 * Where a line's text and label stand: the number of a column, from 1, or its name in the first row
 * (tsv, csv) or object (jsonl).
 *
 * @param text {@link #AUTO} for the only sensible reading
 * @param label {@link #AUTO} likewise, {@link #NONE} where there is none
 * @param split what says which split a line belongs to; {@link #NONE} where nothing does
 */
public record Columns(String text, String label, String split) {
  /** The label column of a corpus without labels, and the split column of one without splits. */
  public static final String NONE = "none";

  /** The only sensible reading of the file; where there are several, it is refused. */
  public static final String AUTO = "auto";

  /** The whole line, or the first column. */
  public static final Columns FIRST = new Columns("1", NONE);

  public Columns {
    requireColumn("text", text);
    requireColumn("label", label);
    requireColumn("split", split);
    if (text.equals(NONE)) {
      throw new InputException("data.text is none: it must say which column holds the text");
    }
    if (split.equals(AUTO)) {
      throw new InputException("data.split is auto: it must name a column, or be none");
    }
  }

  /** Without a column of splits. */
  public Columns(String text, String label) {
    this(text, label, NONE);
  }

  /** Whether the file itself must say which columns are meant. */
  boolean open() {
    return text.equals(AUTO) || label.equals(AUTO);
  }

  /** Whether a tab- or comma-separated file must begin with a row of names. */
  boolean named() {
    return !isNumber(text) || isNamed(label) || isNamed(split);
  }

  private static boolean isNamed(String column) {
    return !isNumber(column) && !column.equals(NONE);
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
