package subtext.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import subtext.metric.UnspacedScripts;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;

/**
 * The words that the tokens of a text spell. Of byte pairs, a word is a run of letters, marks,
 * digits and the apostrophes between them, or one other character; where a script is written
 * without spaces it is what one token spells, as long as tokens begin with characters. Of other
 * tokens, each is a word.
 *
 * @param words as they are spelled
 * @param wordOf [n] the place of each token's word, in rising order
 */
@SuppressWarnings("ArrayRecordComponent")
record InputWords(List<String> words, int[] wordOf) {

  static InputWords of(Tokenizer tokenizer, int[] tokens) {
    int[] wordOf =
        tokenizer.config().kind() == TokenKind.BPE
            ? ofBytes(tokenizer, tokens)
            : IntStream.range(0, tokens.length).toArray();
    List<String> words = new ArrayList<>();
    for (int from = 0, to = 0; from < tokens.length; from = to) {
      while (to < tokens.length && wordOf[to] == wordOf[from]) {
        to++;
      }
      words.add(tokenizer.decode(Arrays.copyOfRange(tokens, from, to)).strip());
    }
    return new InputWords(List.copyOf(words), wordOf);
  }

  private static int[] ofBytes(Tokenizer tokenizer, int[] tokens) {
    // Byte pairs have a space before the text.
    Set<Integer> starts = starts(" " + tokenizer.decode(tokens));
    int[] wordOf = new int[tokens.length];
    int word = -1;
    int at = 0;
    for (int t = 0; t < tokens.length; t++) {
      word += word < 0 || starts.contains(at) ? 1 : 0;
      wordOf[t] = word;
      at += tokenizer.token(tokens[t]).length(); // a character a byte
    }
    return wordOf;
  }

  /** At which bytes of {@code text} its words start; white space belongs to the word behind it. */
  private static Set<Integer> starts(String text) {
    Set<Integer> starts = new HashSet<>();
    int[] points = text.codePoints().toArray();
    int at = 0;
    for (int i = 0; i < points.length; i++) {
      if (i == 0 || startsWord(points, i)) {
        starts.add(at);
      }
      at += Character.toString(points[i]).getBytes(UTF_8).length;
    }
    return starts;
  }

  private static boolean startsWord(int[] points, int at) {
    int before = points[at - 1];
    int own = points[at];
    if (Character.isWhitespace(own)) {
      return !Character.isWhitespace(before);
    }
    return !Character.isWhitespace(before) && !(joins(points, at - 1) && joins(points, at));
  }

  /** Whether the character at {@code at} is part of a word of several. */
  private static boolean joins(int[] points, int at) {
    int point = points[at];
    if (UnspacedScripts.hold(point)) {
      return false;
    }
    boolean apostrophe =
        (point == '\'' || point == '’')
            && at > 0
            && at + 1 < points.length
            && Character.isLetter(points[at - 1])
            && Character.isLetter(points[at + 1]);
    return apostrophe || Character.isLetterOrDigit(point) || isMark(point);
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  int count() {
    return words.size();
  }

  /** {@code values} of the tokens, summed over each word [count]. */
  double[] sums(double[] values) {
    double[] sums = new double[count()];
    for (int t = 0; t < wordOf.length; t++) {
      sums[wordOf[t]] += values[t];
    }
    return sums;
  }

  /** {@code tokens} without those of {@code word}. */
  int[] without(int word, int[] tokens) {
    return IntStream.range(0, tokens.length)
        .filter(t -> wordOf[t] != word)
        .map(t -> tokens[t])
        .toArray();
  }
}
