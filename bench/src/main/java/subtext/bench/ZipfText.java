package subtext.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Text of any size: made-up words by Zipf's law, sentences as long as Penn Treebank's. */
final class ZipfText {
  private static final int WORDS = 50_000;
  private static final int LETTERS = 26;

  private ZipfText() {}

  /**
   * Writes whole sentences, one a line, until there are {@code bytes} of them; less than a sentence
   * more.
   */
  static void write(Path file, long bytes, long seed) throws IOException {
    Random random = new Random(seed);
    double[] cumulative = Sentences.zipf(WORDS);
    String[] words = new String[WORDS];
    for (int rank = 0; rank < WORDS; rank++) {
      words[rank] = word(rank);
    }
    StringBuilder sentence = new StringBuilder();
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      for (long written = 0; written < bytes; written += sentence.length()) {
        sentence.setLength(0);
        for (int left = Sentences.likePtb(random); left > 0; left--) {
          sentence.append(words[Sentences.place(cumulative, random.nextDouble())]);
          sentence.append(left > 1 ? ' ' : '\n');
        }
        out.append(sentence);
      }
    }
  }

  /** The commoner, the shorter: a, b, ... z, aa, ab and so on. */
  private static String word(int rank) {
    StringBuilder word = new StringBuilder();
    for (int rest = rank + 1; rest > 0; rest = (rest - 1) / LETTERS) {
      word.append((char) ('a' + (rest - 1) % LETTERS));
    }
    return word.reverse().toString();
  }
}
