package subtext.bench.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;
import subtext.data.Batch;
import subtext.data.Batches;
import subtext.data.Portion;
import subtext.data.TokenCache;
import subtext.store.TemporaryFolder;
import subtext.text.Columns;
import subtext.text.Normalization;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;

/** 256 sentences of about 22 tokens, of 50,000 that a mapped file holds. */
public class BatchesBenchmark extends MicroBenchmark {
  private static final int SENTENCES = 50_000;
  private static final int WORDS = 10_000;

  private final TemporaryFolder folder;
  private final Batches all;
  private long next;

  /** Writes the file. JMH's own classes extend this one, so that it declares no exception. */
  public BatchesBenchmark() {
    try {
      folder =
          TemporaryFolder.make(Path.of(System.getProperty("java.io.tmpdir")), "subtext-bench-");
      all = write(folder.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Batches write(Path folder) throws IOException {
    Path text = folder.resolve("text.txt");
    Random random = new Random(1);
    Files.write(
        text,
        IntStream.range(0, SENTENCES)
            .mapToObj(
                i ->
                    random
                        .ints(2 + random.nextInt(40), 0, WORDS)
                        .mapToObj(word -> "w" + word)
                        .collect(Collectors.joining(" ")))
            .toList());
    Portion portion = Portion.whole(text, Columns.FIRST);
    return Batches.shuffled(TokenCache.of(portion, tokenizer(portion), folder), 256, 1);
  }

  private static Tokenizer tokenizer(Portion portion) {
    try (Stream<String> texts = portion.texts()) {
      return Tokenizers.train(
          new TokensConfig(TokenKind.WHITESPACE, WORDS, 1, 200, Normalization.DEFAULT), texts);
    }
  }

  /** The next batch of an epoch. */
  @Benchmark
  public Batch batch() {
    return all.batch(0, next++ % all.count());
  }

  /** Takes it away. */
  @TearDown
  public void close() throws IOException {
    folder.close();
  }
}
