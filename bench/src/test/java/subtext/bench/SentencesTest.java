package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import subtext.data.Batch;

class SentencesTest {
  private static List<Batch> batches(int length) {
    return Sentences.synthetic(new Workload("test", 2, 2, 2, 1000, 8, length, 0)).batches();
  }

  @Test
  void randomSentencesAreAsLongAsPennTreebanksAndThoseOfABatchAlike() {
    List<Batch> batches = batches(0);
    double mean =
        batches.stream()
            .flatMapToInt(batch -> Arrays.stream(batch.lengths()))
            .average()
            .orElseThrow();
    assertThat(mean).isBetween(19.0, 23.0);
    assertThat(batches)
        .filteredOn(batch -> batch.time() - Arrays.stream(batch.lengths()).min().orElseThrow() > 3)
        .as("batches with much padding, at the ends of the distribution")
        .hasSizeLessThan(8);
  }

  @Test
  void aGivenLengthIsThatOfAll() {
    assertThat(batches(6)).allMatch(batch -> Arrays.stream(batch.lengths()).allMatch(n -> n == 6));
  }

  @Test
  void tokensAreWordsAndTheCommonestComeFirst() {
    int[] tokens =
        batches(0).stream()
            .flatMapToInt(
                batch ->
                    IntStream.range(0, batch.batch()).flatMap(b -> IntStream.of(batch.sentence(b))))
            .toArray();
    assertThat(IntStream.of(tokens)).allMatch(token -> token >= 4 && token < 1000);
    long fours = Arrays.stream(tokens).filter(token -> token == 4).count();
    assertThat((double) fours / tokens.length).as("1 / H(996)").isBetween(0.12, 0.15);
  }

  @Test
  void theyAreTheSameEachTime() {
    assertThat(batches(0)).usingRecursiveComparison().isEqualTo(batches(0));
  }
}
