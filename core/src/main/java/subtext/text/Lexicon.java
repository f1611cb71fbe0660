package subtext.text;

import com.ibm.icu.lang.UScript;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The words that a text is made of, in the tokens of a {@link BytePairTokenizer}: a tree in which a
 * writer of tokens finds what may come next so that every word it writes is one of them. Byte pairs
 * alone spell words that do not exist.
 *
 * <p>A word is a piece as the tokenizer cuts them: letters, a number or other characters, with the
 * space before them if there is one. Only the tokens that the tokenizer itself gives a word spell
 * it. Not changed once it is made.
 */
public final class Lexicon {
  /** Words kept, the commonest; a corpus of a gigabyte has millions, most of them names. */
  static final int MOST = 200_000;

  /** Part of the text in scripts without spaces from which on pieces are no words. */
  private static final double MOST_UNSPACED = 0.01;

  private final int vocabulary;
  private final Place start = new Place(Kind.NONE);

  /** What may begin a word after one of each kind, as {@link Place#allow} writes it. */
  private final float[][] beginnings = new float[Kind.values().length][];

  Lexicon(BytePairTokenizer tokenizer, List<String> words) {
    this.vocabulary = tokenizer.size();
    Arrays.setAll(beginnings, kind -> new float[vocabulary]);
    for (float[] beginning : beginnings) {
      Arrays.fill(beginning, Float.NEGATIVE_INFINITY);
    }
    words.forEach(word -> add(word, tokenizer.encodePiece(word)));
  }

  /**
   * The commonest words of {@code counts}, which are of pieces; none for a language that puts no
   * spaces between words, whose pieces are whole clauses.
   */
  static List<String> words(Map<String, Long> counts) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    long unspaced =
        counts.entrySet().stream()
            .filter(word -> word.getKey().codePoints().anyMatch(Lexicon::isUnspaced))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (unspaced > all * MOST_UNSPACED) {
      return List.of();
    }
    Comparator<Map.Entry<String, Long>> commonest = Map.Entry.comparingByValue();
    return counts.entrySet().stream()
        .filter(word -> !word.getKey().isBlank())
        .sorted(commonest.reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static boolean isUnspaced(int codePoint) {
    return Character.isLetter(codePoint)
        && UScript.breaksBetweenLetters(UScript.getScript(codePoint));
  }

  /** Before the first word. */
  public Place start() {
    return start;
  }

  /** What a word's last character is: one of the same kind without a space would continue it. */
  private enum Kind {
    NONE,
    LETTER,
    NUMBER,
    OTHER;

    static Kind of(int codePoint) {
      if (Character.isLetter(codePoint)) {
        return LETTER;
      }
      return switch (Character.getType(codePoint)) {
        case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
            NUMBER;
        default -> OTHER;
      };
    }

    /** Whether a word that begins with the character {@code first} may follow without a space. */
    boolean mayTouch(int first) {
      return this != NONE && of(first) != this;
    }
  }

  private void add(String word, int[] tokens) {
    int first = word.codePointAt(0);
    for (Kind before : Kind.values()) {
      if (first == ' ' || before.mayTouch(first)) {
        beginnings[before.ordinal()][tokens[0]] = 0;
      }
    }
    Place place = start;
    for (int token : tokens) {
      place = place.next.computeIfAbsent(token, added -> new Place(null));
    }
    place.word = Kind.of(word.codePointBefore(word.length()));
  }

  /** A place in a text that is being written: what the last word's tokens spell so far. */
  public final class Place {
    private final SortedMap<Integer, Place> next = new TreeMap<>();
    private @Nullable Kind word;

    private Place(@Nullable Kind word) {
      this.word = word;
    }

    /** Whether a word could end here, and the text with it. */
    public boolean isAfterWord() {
      return word != null;
    }

    /**
     * Writes for each ordinary token 0 into {@code scores} if it may come next, else -infinity.
     *
     * @param from where in {@code scores} the token 0 is
     */
    public void allow(float[] scores, int from) {
      if (word == null) {
        Arrays.fill(scores, from, from + vocabulary, Float.NEGATIVE_INFINITY);
      } else {
        System.arraycopy(beginnings[word.ordinal()], 0, scores, from, vocabulary);
      }
      if (this != start) {
        next.keySet().forEach(token -> scores[from + token] = 0);
      }
    }

    /**
     * The place after {@code token}, which goes on with the word where it can.
     *
     * @throws IllegalArgumentException if it may not come here
     */
    public Place after(int token) {
      Place longer = next.get(token);
      Place place = longer == null && isAfterWord() ? start.next.get(token) : longer;
      if (place == null) {
        throw new IllegalArgumentException("token %d begins no word here".formatted(token));
      }
      return place;
    }
  }
}
