package subtext.bench.micro;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import subtext.text.Normalization;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;

/** A thousand sentences of 20 made-up words to ids. */
public class BytePairBenchmark extends MicroBenchmark {
  private static final List<String> SYLLABLES =
      List.of(
          "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo", "zu");

  private final List<String> sentences = sentences();
  private final Tokenizer tokenizer =
      Tokenizers.train(
          new TokensConfig(TokenKind.BPE, 2000, 1, 200, Normalization.DEFAULT), sentences.stream());

  private static List<String> sentences() {
    Random random = new Random(1);
    return IntStream.range(0, 1000)
        .mapToObj(
            i ->
                IntStream.range(0, 20)
                    .mapToObj(
                        word ->
                            random
                                .ints(1 + random.nextInt(4), 0, SYLLABLES.size())
                                .mapToObj(SYLLABLES::get)
                                .collect(Collectors.joining()))
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  /** All of them. */
  @Benchmark
  public int encode() {
    return sentences.stream().mapToInt(sentence -> tokenizer.encode(sentence).length).sum();
  }
}
