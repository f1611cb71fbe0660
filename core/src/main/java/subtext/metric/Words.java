package subtext.metric;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The words of a sentence for comparing sentences, whatever tokens a model uses: lower case, no
 * punctuation. {@link UnspacedScripts Unspaced scripts} give one word a character; all others give
 * runs of letters, marks and digits, with apostrophes inside. {@code <unk>} is no word.
 */
public final class Words {

  private static final Set<String> STOP_WORDS = readStopWords();

  private Words() {}

  /** All words of {@code sentence}, in order. */
  public static List<String> of(String sentence) {
    String text = sentence.replace("<unk>", " ").replace('’', '\'').toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      boolean spaceless = UnspacedScripts.hold(point);
      boolean letter = Character.isLetterOrDigit(point) || isMark(point);
      boolean apostrophe =
          point == '\''
              && !word.isEmpty()
              && i < text.length()
              && Character.isLetter(text.codePointAt(i));
      if (apostrophe || (letter && !spaceless)) {
        word.appendCodePoint(point);
        continue;
      }
      flush(word, words);
      if (letter) {
        words.add(Character.toString(point));
      }
    }
    flush(word, words);
    return words;
  }

  /**
   * The words of {@code sentence} that carry its content: {@link #of} without the English function
   * words of {@code stop-words-en.txt} and without a possessive {@code 's}.
   */
  public static List<String> content(String sentence) {
    return of(sentence).stream()
        .map(word -> word.endsWith("'s") ? word.substring(0, word.length() - 2) : word)
        .filter(Predicate.not(STOP_WORDS::contains))
        .toList();
  }

  /**
   * {@code sentence} with spaces around every character of the scripts that are written without, so
   * that what is cut at white space counts as {@link #of} does. Nothing else is changed.
   */
  public static String spaced(String sentence) {
    StringBuilder spaced = new StringBuilder();
    sentence
        .codePoints()
        .forEach(
            point -> {
              if (UnspacedScripts.hold(point)) {
                spaced.append(' ').appendCodePoint(point).append(' ');
              } else {
                spaced.appendCodePoint(point);
              }
            });
    return spaced.toString();
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static Set<String> readStopWords() {
    try (InputStream in =
        Objects.requireNonNull(Words.class.getResourceAsStream("stop-words-en.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> List.of(line.split(" ")).stream())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
