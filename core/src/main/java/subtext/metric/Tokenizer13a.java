package subtext.metric;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The tokeniser "13a" of mteval-v13a and sacreBLEU: splits off ASCII punctuation, except full stops
 * and commas between digits and hyphens that follow no digit. Other scripts are split at white
 * space only.
 */
final class Tokenizer13a {

  private static final Pattern SYMBOL = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
  private static final Pattern STOP_AFTER_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
  private static final Pattern STOP_BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
  private static final Pattern HYPHEN_AFTER_DIGIT = Pattern.compile("([0-9])(-)");
  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private Tokenizer13a() {}

  static List<String> split(String sentence) {
    String line = sentence.replace("<skipped>", "").replace("-\n", "").replace("\n", " ");
    line = line.replace("&quot;", "\"").replace("&amp;", "&");
    line = " " + line.replace("&lt;", "<").replace("&gt;", ">") + " ";
    line = SYMBOL.matcher(line).replaceAll(" $1 ");
    line = STOP_AFTER_NO_DIGIT.matcher(line).replaceAll("$1 $2 ");
    line = STOP_BEFORE_NO_DIGIT.matcher(line).replaceAll(" $1 $2");
    line = HYPHEN_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
    line = WHITE_SPACE.matcher(line).replaceAll(" ").strip();
    return line.isEmpty() ? List.of() : List.of(line.split(" "));
  }
}
