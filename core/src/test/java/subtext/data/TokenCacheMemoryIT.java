package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.text.Columns;
import subtext.text.Tokenizer;

/** The heap that a corpus needs must not grow with it: tried in processes with little heap. */
class TokenCacheMemoryIT {
  private static final String HEAP = "-Xmx24m";

  @TempDir Path folder;

  @Test
  void aLargeCorpusNeedsNoMoreHeapThanASmallOne() throws Exception {
    long small = liveHeap(corpus("small.txt", 1_000_000));
    long large = liveHeap(corpus("large.txt", 48_000_000));
    assertThat(large - small)
        .as("bytes of live heap: %,d for 1 MB of text, %,d for 48 MB", small, large)
        .isLessThan(1_000_000);
  }

  /** Sentences of 1 to 20 of 5,000 words. */
  private Path corpus(String name, long bytes) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Path file = folder.resolve(name);
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (long written = 0; written < bytes; written++) {
        for (int words = random.nextInt(20); words > 0; words--) {
          String word = "word" + random.nextInt(5000) + " ";
          writer.write(word);
          written += word.length();
        }
        writer.write("end\n");
        written += 3;
      }
    }
    return file;
  }

  private long liveHeap(Path corpus) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                java.toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                Tokenise.class.getName(),
                corpus.toString(),
                folder.resolve("caches").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    String said = Files.readString(output);
    assertThat(ended && process.exitValue() == 0).as(said).isTrue();
    long live = Long.parseLong(said.strip());
    assertThat(live).as("live heap; -1 if a sentence was lost").isPositive();
    return live;
  }

  /** Tokenises a corpus, reads an epoch of batches, and prints the greatest live heap in bytes. */
  static final class Tokenise {
    private Tokenise() {}

    public static void main(String[] arguments) {
      Path corpus = Path.of(arguments[0]);
      Tokenizer tokenizer = Corpora.tokenizer(50, corpus);
      Portion whole = Portion.whole(corpus, Columns.FIRST);
      TokenCache cache = TokenCache.of(whole, tokenizer, Path.of(arguments[1]));
      Batches batches = Batches.shuffled(cache, 256, 1);
      long greatest = live();
      long sentences = 0;
      for (long index = 0; index < batches.count(); index++) {
        sentences += batches.batch(0, index).batch();
        if (index == batches.count() / 2) {
          greatest = Math.max(greatest, live());
        }
      }
      System.out.println(sentences == cache.size() ? Math.max(greatest, live()) : -1);
    }

    private static long live() {
      System.gc();
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
  }
}
