package subtext.text;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into the pieces within which bytes merge, by the pattern of GPT-2: a word with the
 * space before it, a number, a run of other characters, a run of white space. So no token spans two
 * words, and the counts of the trainer are those of words. Every character is in exactly one piece.
 */
final class Pieces {
  private static final Pattern PIECE =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private Pieces() {}

  /** Hands the pieces of {@code text} to {@code each}, from left to right. */
  static void split(String text, Consumer<String> each) {
    Matcher matcher = PIECE.matcher(text);
    while (matcher.find()) {
      each.accept(matcher.group());
    }
  }
}
