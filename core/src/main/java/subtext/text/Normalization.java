package subtext.text;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.util.Locale;

/**
 * What is done to a text before it is cut into tokens: script, then Unicode form, then case. Half
 * surrogate pairs, which are no text, become U+FFFD.
 *
 * @param form Unicode normalisation form
 * @param lowercase whether letters become lower case, by the rules of no particular language
 * @param script which Chinese script is written
 */
public record Normalization(Form form, boolean lowercase, Script script) {

  /** Canonical composition; case and script as they come. */
  public static final Normalization DEFAULT = new Normalization(Form.NFC, false, Script.AS_IS);

  /** Unicode normalisation form (UAX #15). */
  public enum Form {
    /** As it comes. */
    NONE,
    /** Canonical composition: one spelling of the same character. */
    NFC,
    /** Compatibility composition: full-width letters, ligatures and circled digits become plain. */
    NFKC
  }

  /** Chinese script, converted character by character with ICU. */
  public enum Script {
    /** As it comes. */
    AS_IS,
    /** Traditional characters become simplified. */
    SIMPLIFIED,
    /** Simplified characters become traditional; where several fit, the commonest. */
    TRADITIONAL
  }

  /** Normalises {@code text}. */
  public String apply(String text) {
    String result = composed(convert(wellFormed(text)));
    // Some letters are composed as small ones only, U+01F0 for one.
    return lowercase ? composed(result.toLowerCase(Locale.ROOT)) : result;
  }

  private String composed(String text) {
    return switch (form) {
      case NONE -> text;
      case NFC -> Normalizer2.getNFCInstance().normalize(text);
      case NFKC -> Normalizer2.getNFKCInstance().normalize(text);
    };
  }

  private String convert(String text) {
    return switch (script) {
      case AS_IS -> text;
      case SIMPLIFIED -> ToSimplified.RULES.transliterate(text);
      case TRADITIONAL -> ToTraditional.RULES.transliterate(text);
    };
  }

  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      if (isHalf(text.codePointAt(i))) {
        return text.codePoints()
            .map(point -> isHalf(point) ? 0xFFFD : point)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /* The rules take a moment to load: only who converts waits for them. */

  private static final class ToSimplified {
    static final Transliterator RULES = Transliterator.getInstance("Traditional-Simplified");
  }

  private static final class ToTraditional {
    static final Transliterator RULES = Transliterator.getInstance("Simplified-Traditional");
  }
}
