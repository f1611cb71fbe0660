package subtext.text;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What a corpus is like, in units: words where they stand between spaces, characters in scripts
 * that are written without.
 *
 * @param texts how many
 * @param units of all texts
 * @param longest units that one text in a hundred exceeds
 * @param spaced whether units are words
 * @param han whether most characters are Chinese
 */
public record CorpusProfile(long texts, long units, int longest, boolean spaced, boolean han) {
  /** Share of the texts that may be longer than {@link #longest}. */
  private static final double LONGER = 0.01;

  /** Lengths that are counted apart; longer texts count as of this length. */
  private static final int LENGTHS = 10_000;

  /** Reads {@code texts} once. */
  public static CorpusProfile of(Stream<String> texts) {
    Counts counts = new Counts();
    texts.forEach(counts::add);
    return counts.profile();
  }

  /** Units of a text, on average; 0 without texts. */
  public double meanUnits() {
    return texts == 0 ? 0 : (double) units / texts;
  }

  private static final class Counts {
    private final long[] byWords = new long[LENGTHS + 1];
    private final long[] byCharacters = new long[LENGTHS + 1];
    private long texts;
    private long words;
    private long characters;
    private long unspaced;
    private long han;

    void add(String text) {
      int inText = 0;
      int wordsInText = 0;
      boolean inWord = false;
      for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
        int character = text.codePointAt(i);
        boolean space = Character.isWhitespace(character);
        wordsInText += !space && !inWord ? 1 : 0;
        inWord = !space;
        inText += space ? 0 : 1;
        unspaced += WordSpacing.isWrittenWithoutSpaces(character) ? 1 : 0;
        han += Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN ? 1 : 0;
      }
      texts++;
      words += wordsInText;
      characters += inText;
      byWords[Math.min(wordsInText, LENGTHS)]++;
      byCharacters[Math.min(inText, LENGTHS)]++;
    }

    CorpusProfile profile() {
      boolean spaced = 2 * unspaced < characters;
      return new CorpusProfile(
          texts,
          spaced ? words : characters,
          longest(spaced ? byWords : byCharacters),
          spaced,
          2 * han > characters);
    }

    private int longest(long[] byLength) {
      long most = (long) Math.floor(LONGER * Arrays.stream(byLength).sum());
      int length = LENGTHS;
      for (long longer = byLength[length]; length > 0 && longer <= most; ) {
        length--;
        longer += byLength[length];
      }
      return length;
    }
  }
}
