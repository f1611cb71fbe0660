package subtext.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import subtext.error.InputException;

/**
 * The words that a file of bags counts: one a line, the first of its fields between white space.
 *
 * @param words in the order of their indices
 */
record WordList(Path file, List<String> words) {
  /** The name of the list, in the folder of the bags. */
  static final String NAME = "vocab.new";

  private static final int LONGEST_LINE = 1 << 12;

  /** Where the list of {@code bags} stands. */
  static Path beside(Path bags) {
    return bags.resolveSibling(NAME);
  }

  /**
   * The list of {@code bags}.
   *
   * @throws InputException if there is none, or it holds a word twice
   */
  static WordList of(Path bags) {
    Path file = beside(bags);
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "%s: counts words by their numbers, and the list of them, %s, is not there. Put it beside"
                  .formatted(bags, file)
              + ", one word a line");
    }
    try (LineReader lines =
        new LineReader(file.toString(), Files.newInputStream(file), LONGEST_LINE)) {
      return new WordList(file, read(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> read(LineReader lines) throws IOException {
    List<String> words = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      String word = line.strip().split("\\s+", 2)[0];
      if (word.isEmpty()) {
        throw lines.fault(lines.number(), "the line is blank, where a word is due");
      }
      if (!seen.add(word)) {
        throw lines.fault(lines.number(), "the word \"%s\" stands above already".formatted(word));
      }
      words.add(word);
    }
    return words;
  }

  int size() {
    return words.size();
  }

  /** The word of {@code index}, from 1. */
  String get(int index) {
    return words.get(index - 1);
  }
}
