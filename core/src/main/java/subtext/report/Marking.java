package subtext.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import subtext.metric.Words;

/** Marks words of a sentence by how they compare with another sentence. */
final class Marking {

  private static final String SPACELESS = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}";
  private static final Pattern PIECE =
      Pattern.compile(
          "[%1$s]|[\\p{L}\\p{M}\\p{N}'’&&[^%1$s]]+|[^\\p{L}\\p{M}\\p{N}'’]+".formatted(SPACELESS));

  private Marking() {}

  /** Writes {@code text} with the content words marked that {@code source} has too. */
  static void kept(Html html, String text, String source) {
    write(html, text, source, true);
  }

  /** Writes {@code text} with the words marked that {@code earlier} does not have. */
  static void fresh(Html html, String text, String earlier) {
    write(html, text, earlier, false);
  }

  private static void write(Html html, String text, String other, boolean markShared) {
    Map<String, Integer> left = new HashMap<>();
    pieces(other).forEach(piece -> left.merge(fold(piece), 1, Integer::sum));
    StringBuilder run = new StringBuilder();
    boolean marking = false;
    String gap = "";
    for (String piece : pieces(text)) {
      boolean shared = left.merge(fold(piece), -1, Integer::sum) >= 0;
      boolean word = !(markShared ? Words.content(piece) : Words.of(piece)).isEmpty();
      boolean marked = word && shared == markShared;
      if (marking && piece.isBlank()) {
        gap = piece; // belongs to the mark if that goes on behind it
        continue;
      }
      if (marked != marking) {
        flush(html, run, marking);
        marking = marked;
      }
      run.append(gap).append(piece);
      gap = "";
    }
    flush(html, run, marking);
    html.text(gap);
  }

  private static void flush(Html html, StringBuilder run, boolean marked) {
    if (marked) {
      html.element("mark", run.toString());
    } else {
      html.text(run.toString());
    }
    run.setLength(0);
  }

  private static String fold(String piece) {
    return piece.toLowerCase(Locale.ROOT);
  }

  /** Words, single characters of scripts without spaces, and what lies between; all of the text. */
  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    Matcher matcher = PIECE.matcher(text);
    while (matcher.find()) {
      pieces.add(matcher.group());
    }
    return pieces;
  }
}
