package subtext.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import subtext.text.Columns;
import subtext.text.Normalization;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;

/** Small corpora and tokenisers for tests. */
final class Corpora {
  private Corpora() {}

  static Path write(Path file, String... lines) throws IOException {
    return Files.write(file, List.of(lines));
  }

  /** Random sentences of 1 to {@code longest} of twenty words. */
  static Path random(Path file, int sentences, int longest) throws IOException {
    Random random = new Random(1);
    return Files.write(
        file,
        IntStream.range(0, sentences)
            .mapToObj(
                i ->
                    random
                        .ints(1 + random.nextInt(longest), 0, 20)
                        .mapToObj(word -> "w" + word)
                        .collect(Collectors.joining(" ")))
            .toList());
  }

  static TokensConfig words(int maxLength) {
    return new TokensConfig(TokenKind.WHITESPACE, 100_000, 1, maxLength, Normalization.DEFAULT);
  }

  static Tokenizer tokenizer(int maxLength, Path file) {
    try (Stream<String> texts = Portion.whole(file, Columns.FIRST).texts()) {
      return Tokenizers.train(words(maxLength), texts);
    }
  }

  static TokenCache cache(Path file, Path folder) {
    return TokenCache.of(Portion.whole(file, Columns.FIRST), tokenizer(200, file), folder);
  }
}
