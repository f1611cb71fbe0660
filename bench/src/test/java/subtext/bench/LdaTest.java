package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.Portion;
import subtext.data.TokenCache;
import subtext.text.Columns;
import subtext.text.Normalization;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;

class LdaTest {
  private static final int WORDS = 5;

  private static String document(int topic, RandomGenerator random) {
    return random
        .ints(20, 0, WORDS)
        .mapToObj(word -> "t" + topic + "w" + word)
        .collect(Collectors.joining(" "));
  }

  @Test
  void findsThePlantedTopics(@TempDir Path folder) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    Path file =
        Files.write(
            folder.resolve("documents.txt"),
            IntStream.range(0, 90).mapToObj(i -> document(i % 3, random)).toList());
    Portion portion = Portion.whole(file, Columns.FIRST);
    TokensConfig config =
        new TokensConfig(TokenKind.WHITESPACE, 1000, 1, 200, Normalization.DEFAULT);
    Tokenizer tokenizer;
    try (Stream<String> texts = portion.texts()) {
      tokenizer = Tokenizers.train(config, texts);
    }
    TokenCache documents = TokenCache.of(portion, tokenizer, folder.resolve("cache"));

    List<int[]> topics = Lda.topics(documents, 3, WORDS, 1);

    assertThat(topics.stream().map(topic -> beginnings(topic, tokenizer)))
        .containsExactlyInAnyOrder(Set.of("t0"), Set.of("t1"), Set.of("t2"));
  }

  private static Set<String> beginnings(int[] topic, Tokenizer tokenizer) {
    return IntStream.of(topic)
        .mapToObj(word -> tokenizer.decode(new int[] {word}).substring(0, 2))
        .collect(Collectors.toSet());
  }
}
