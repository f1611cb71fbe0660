package subtext.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import subtext.metric.UnspacedScripts;

/**
 * Puts the spaces back between words and punctuation marks, as people write them: none between
 * Chinese characters, none before a full stop or after an opening bracket, none around a hyphen.
 * What the words alone do not tell (was it {@code 5 / 6} or {@code 5/6}?) gets the commoner
 * reading.
 */
final class WordSpacing {
  private static final String CLOSING = ".,;:!?%…‰°";
  private static final String OPENING = "¿¡#@`";
  private static final String JOINING = "-‐‑/_—";

  private WordSpacing() {}

  /** The sides on which a word takes no space. */
  private enum Attachment {
    NONE,
    LEFT,
    RIGHT,
    BOTH;

    boolean left() {
      return this == LEFT || this == BOTH;
    }

    boolean right() {
      return this == RIGHT || this == BOTH;
    }
  }

  /** The text of {@code words}. */
  static String join(List<String> words) {
    StringBuilder text = new StringBuilder();
    StraightQuotes quotes = new StraightQuotes(words);
    Attachment before = Attachment.RIGHT;
    for (String word : words) {
      Attachment attachment =
          isStraightQuote(word) ? quotes.attachment(word, before) : attachment(word);
      if (word.equals("`")) {
        quotes.open("'");
      }
      if (!before.right() && !attachment.left()) {
        text.append(' ');
      }
      text.append(word);
      before = attachment;
    }
    return text.toString();
  }

  private static boolean isStraightQuote(String word) {
    return word.equals("\"") || word.equals("'");
  }

  /** Which straight quotes open and which close: they take turns. */
  private static final class StraightQuotes {
    private final Map<String, Integer> toCome = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    StraightQuotes(List<String> words) {
      words.stream()
          .filter(WordSpacing::isStraightQuote)
          .forEach(quote -> toCome.merge(quote, 1, Integer::sum));
    }

    void open(String quote) {
      open.add(quote);
    }

    Attachment attachment(String quote, Attachment before) {
      int after = toCome.merge(quote, -1, Integer::sum);
      if (open.remove(quote)) {
        return Attachment.LEFT;
      }
      if (after > 0) {
        open.add(quote);
        return Attachment.RIGHT;
      }
      // With no partner to come it is an apostrophe, or inches; or its partner was cut off.
      return before.right() ? Attachment.RIGHT : Attachment.LEFT;
    }
  }

  private static Attachment attachment(String word) {
    int first = word.codePointAt(0);
    if (isWrittenWithoutSpaces(first)) {
      return Attachment.BOTH;
    }
    if (word.length() > Character.charCount(first)) {
      return Attachment.NONE;
    }
    if (CLOSING.indexOf(first) >= 0) {
      return Attachment.LEFT;
    }
    if (OPENING.indexOf(first) >= 0) {
      return Attachment.RIGHT;
    }
    if (JOINING.indexOf(first) >= 0) {
      return Attachment.BOTH;
    }
    return switch (UCharacter.getType(first)) {
      case UCharacterCategory.END_PUNCTUATION, UCharacterCategory.FINAL_PUNCTUATION ->
          Attachment.LEFT;
      case UCharacterCategory.START_PUNCTUATION,
          UCharacterCategory.INITIAL_PUNCTUATION,
          UCharacterCategory.CURRENCY_SYMBOL ->
          Attachment.RIGHT;
      default -> Attachment.NONE;
    };
  }

  static boolean isWrittenWithoutSpaces(int codePoint) {
    boolean ideographicPunctuation = codePoint >= 0x3000 && codePoint <= 0x303F;
    boolean fullWidth = codePoint >= 0xFF01 && codePoint <= 0xFF65;
    return ideographicPunctuation || fullWidth || UnspacedScripts.hold(codePoint);
  }
}
