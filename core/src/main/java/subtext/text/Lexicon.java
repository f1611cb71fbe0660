package subtext.text;

import static java.util.Objects.requireNonNull;

import com.ibm.icu.lang.UScript;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
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

  /** Characters of the longest word; what is longer is a key, a sequence of bases, or noise. */
  private static final int LONGEST = 64;

  /** Part of the text that may consist of pieces that are no words. */
  private static final double MOST_OTHERS = 0.01;

  private static final String APOSTROPHE = "'";

  private final int vocabulary;

  /** After each token that begins a word, tokens to the end of one, at the least. */
  private final int[] afterFirst;

  private final Place start = new Place(Kind.NONE);

  /** What may begin a word after one of each kind, as {@link Place#allow} writes it. */
  private final Map<Kind, float[]> beginnings = new EnumMap<>(Kind.class);

  Lexicon(BytePairTokenizer tokenizer, List<String> words) {
    this.vocabulary = tokenizer.size();
    float[] none = new float[vocabulary];
    Arrays.fill(none, Float.NEGATIVE_INFINITY);
    for (Kind before : Kind.values()) {
      beginnings.put(before, none.clone());
    }
    words.forEach(word -> add(word, tokenizer.merge(word)));
    afterFirst = new int[vocabulary];
    Arrays.fill(afterFirst, Integer.MAX_VALUE);
    start.next.forEach((token, place) -> afterFirst[token] = place.missing);
  }

  /**
   * The commonest words of {@code counts}, which are of pieces; none for a text whose pieces are no
   * words: for languages that put no spaces between words they are whole clauses, and where vowels
   * are combining marks they are parts of syllables.
   */
  static List<String> words(Map<String, Long> counts) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    long others =
        counts.entrySet().stream()
            .filter(piece -> !isWord(piece.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (others > all * MOST_OTHERS) {
      return List.of();
    }
    Comparator<Map.Entry<String, Long>> commonest = Map.Entry.comparingByValue();
    return counts.entrySet().stream()
        .filter(piece -> isWord(piece.getKey()) && !piece.getKey().isBlank())
        .sorted(commonest.reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static boolean isWord(String piece) {
    return piece.length() <= LONGEST && piece.codePoints().noneMatch(Lexicon::isPartOfWord);
  }

  /** Whether the pattern of {@link Pieces} cuts no words out of what holds this character. */
  private static boolean isPartOfWord(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default ->
          Character.isLetter(codePoint)
              && UScript.breaksBetweenLetters(UScript.getScript(codePoint));
    };
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
    SPACE,
    /** Alone: with some letters after it, it would begin {@code 's}, {@code 't} and the like. */
    APOSTROPHE,
    OTHER;

    static Kind of(String word) {
      return word.equals(Lexicon.APOSTROPHE) ? APOSTROPHE : of(word.codePointBefore(word.length()));
    }

    static Kind of(int codePoint) {
      if (Character.isLetter(codePoint)) {
        return LETTER;
      }
      return switch (Character.getType(codePoint)) {
        case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
            NUMBER;
        case Character.SPACE_SEPARATOR -> SPACE;
        default -> OTHER;
      };
    }

    /** Whether a word that begins with the character {@code first} may follow without a space. */
    boolean mayTouch(int first) {
      Kind next = of(first);
      return switch (this) {
        case NONE -> false;
        case APOSTROPHE -> next != OTHER && next != LETTER;
        case LETTER, NUMBER, SPACE, OTHER -> next != this;
      };
    }
  }

  private void add(String word, int[] tokens) {
    int first = word.codePointAt(0);
    beginnings.forEach(
        (before, allowed) -> {
          if (first == ' ' || before.mayTouch(first)) {
            allowed[tokens[0]] = 0;
          }
        });
    Place place = start;
    for (int i = 0; i < tokens.length; i++) {
      place = place.next.computeIfAbsent(tokens[i], added -> new Place(null));
      place.missing = Math.min(place.missing, tokens.length - 1 - i);
    }
    place.word = Kind.of(word);
  }

  /** A place in a text that is being written: what the last word's tokens spell so far. */
  public final class Place {
    private final SortedMap<Integer, Place> next = new TreeMap<>();
    private @Nullable Kind word;

    /** Tokens to the end of a word, at the least. */
    private int missing = Integer.MAX_VALUE;

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
     * @param left tokens that may still be written, in which the word has to end
     * @return whether any may come
     */
    public boolean allow(float[] scores, int from, int left) {
      if (word == null) {
        Arrays.fill(scores, from, from + vocabulary, Float.NEGATIVE_INFINITY);
      } else {
        System.arraycopy(requireNonNull(beginnings.get(word)), 0, scores, from, vocabulary);
        for (int token = 0; token < vocabulary; token++) {
          if (afterFirst[token] >= left) {
            scores[from + token] = Float.NEGATIVE_INFINITY;
          }
        }
      }
      if (this != start) {
        next.forEach(
            (token, place) ->
                scores[from + token] = place.missing < left ? 0 : Float.NEGATIVE_INFINITY);
      }
      int token = 0;
      while (token < vocabulary && scores[from + token] != 0) {
        token++;
      }
      return token < vocabulary;
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
