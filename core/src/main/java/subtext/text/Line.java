package subtext.text;

import org.jspecify.annotations.Nullable;

/**
 * One example of a corpus.
 *
 * @param number of the line in its file on which the example begins, from 1
 * @param text without line breaks and not blank
 * @param label null where the corpus has none, or none on this line
 * @param source the text that {@code text} translates or answers, as clean as that; null where the
 *     corpus has none
 * @param split what the column of splits says; null where the corpus has none
 */
public record Line(
    long number,
    String text,
    @Nullable String label,
    @Nullable String source,
    @Nullable String split) {
  /** Without a source, of a corpus without a column of splits. */
  public Line(long number, String text, @Nullable String label) {
    this(number, text, label, null, null);
  }

  /** With text and source in each other's place. */
  public Line turned() {
    if (source == null) {
      throw new IllegalStateException("line " + number + " has no source");
    }
    return new Line(number, /* text= */ source, label, /* source= */ text, split);
  }
}
