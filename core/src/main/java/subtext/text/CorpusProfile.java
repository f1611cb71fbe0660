package subtext.text;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a corpus is like.
 *
 * @param texts how many
 * @param words of all texts: what stands between spaces
 * @param characters of all texts, without spaces
 * @param unspaced those of scripts that are written without spaces
 * @param letters those that are letters
 * @param han those that are Chinese
 * @param kana those that are Japanese and nothing else
 * @param function words that English needs everywhere
 */
public record CorpusProfile(
    long texts,
    long words,
    long characters,
    long unspaced,
    long letters,
    long han,
    long kana,
    long function) {
  private static final Set<String> ENGLISH = Set.of("the", "of", "and", "to", "a", "is", "in");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final double ENGLISH_SHARE = 0.08;
  private static final double KANA_SHARE = 0.05;

  /** Reads {@code texts} once. */
  public static CorpusProfile of(Stream<String> texts) {
    Counts counts = new Counts();
    texts.forEach(counts::add);
    return new CorpusProfile(
        counts.texts,
        counts.words,
        counts.characters,
        counts.unspaced,
        counts.letters,
        counts.han,
        counts.kana,
        counts.function);
  }

  /** Whether its words stand between spaces, for the most part. */
  public boolean isSpaced() {
    return 2 * unspaced < Math.max(characters, 1);
  }

  /** {@code zh}, {@code en}, or {@code und} for what it cannot tell. */
  public String language() {
    if (2 * han > letters && kana <= KANA_SHARE * letters) {
      return "zh";
    }
    return isSpaced() && function > ENGLISH_SHARE * words ? "en" : "und";
  }

  /** Words of a text where they stand between spaces, else characters, on average. */
  public double meanUnits() {
    return (double) (isSpaced() ? words : characters) / Math.max(texts, 1);
  }

  private static final class Counts {
    private long texts;
    private long words;
    private long characters;
    private long unspaced;
    private long letters;
    private long han;
    private long kana;
    private long function;

    void add(String text) {
      texts++;
      text.codePoints().forEach(this::add);
      for (String word : SPACES.split(text.strip(), -1)) {
        words += word.isEmpty() ? 0 : 1;
        function += ENGLISH.contains(word) ? 1 : 0;
      }
    }

    private void add(int character) {
      Character.UnicodeScript script = Character.UnicodeScript.of(character);
      characters += Character.isWhitespace(character) ? 0 : 1;
      unspaced += WordSpacing.isWrittenWithoutSpaces(character) ? 1 : 0;
      letters += Character.isLetter(character) ? 1 : 0;
      han += script == Character.UnicodeScript.HAN ? 1 : 0;
      kana +=
          script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA
              ? 1
              : 0;
    }
  }
}
