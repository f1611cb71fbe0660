package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.Batch;

@Tag("data")
class PtbSentencesTest {
  @Test
  void aSampleOfBatchesIsAsLongAsTheWholeSet(@TempDir Path cache) {
    Path data = Path.of(System.getenv("SUBTEXT_DATA"));
    Sentences sentences = Sentences.ptb(Path.of(".."), data, cache, 32);
    List<Batch> batches = sentences.batches();
    double words = batches.stream().mapToInt(batch -> sum(batch.lengths())).sum();
    assertThat(sentences.vocabulary()).isEqualTo(10_002);
    assertThat(batches).hasSize(64);
    assertThat(words / (64 * 32)).isBetween(20.5, 21.7);
  }

  private static int sum(int[] lengths) {
    return IntStream.of(lengths).sum();
  }
}
