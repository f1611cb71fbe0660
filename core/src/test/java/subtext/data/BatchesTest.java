package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.InputException;

class BatchesTest {
  private static final int SENTENCES = 1003;
  private TokenCache cache;

  @BeforeEach
  void tokenise(@TempDir Path folder) throws IOException {
    cache = Corpora.cache(Corpora.random(folder.resolve("a.txt"), SENTENCES, 12), folder);
  }

  private static Stream<Batch> epoch(Batches batches, long epoch) {
    return LongStream.range(0, batches.count()).mapToObj(index -> batches.batch(epoch, index));
  }

  private static long[] order(Batches batches, long epoch) {
    return epoch(batches, epoch).flatMapToLong(batch -> Arrays.stream(batch.examples())).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 32, 1003, 5000})
  void everySentenceStandsInOneBatchOfAnEpoch(int size) {
    long[] all = LongStream.range(0, SENTENCES).toArray();
    Batches shuffled = Batches.shuffled(cache, size, 1);
    for (long[] order :
        List.of(
            order(shuffled, 0),
            order(shuffled, 9),
            order(Batches.sorted(cache, size), 0),
            order(Batches.mixed(cache, size, 1), 4))) {
      assertThat(Arrays.stream(order).sorted().toArray()).containsExactly(all);
    }
  }

  @Test
  void theSameSeedEpochAndNumberGiveTheSameBatch() {
    Batch once = Batches.shuffled(cache, 32, 5).batch(3, 17);
    Batch again = Batches.shuffled(cache, 32, 5).batch(3, 17);
    assertThat(again.examples()).containsExactly(once.examples());
    assertThat(again.tokens()).containsExactly(once.tokens());
  }

  @Test
  void everyEpochAndSeedHasItsOwnOrder() {
    Batches batches = Batches.shuffled(cache, 32, 5);
    assertThat(order(batches, 0)).isNotEqualTo(order(batches, 1));
    assertThat(order(batches, 0)).isNotEqualTo(order(Batches.shuffled(cache, 32, 6), 0));
  }

  @Test
  void neighboursInABatchChangeFromEpochToEpoch() {
    Batches batches = Batches.shuffled(cache, 10, 5);
    List<List<Long>> first = epoch(batches, 0).map(BatchesTest::members).toList();
    List<List<Long>> second = epoch(batches, 1).map(BatchesTest::members).toList();
    assertThat(first).filteredOn(second::contains).hasSizeLessThan(5);
  }

  private static List<Long> members(Batch batch) {
    return Arrays.stream(batch.examples()).sorted().boxed().toList();
  }

  @Test
  void shortAndLongBatchesComeInRandomOrder() {
    List<Integer> times = epoch(Batches.shuffled(cache, 32, 5), 0).map(Batch::time).toList();
    assertThat(times).isNotEqualTo(times.stream().sorted().toList());
    assertThat(epoch(Batches.sorted(cache, 32), 0).map(Batch::time).toList()).isSorted();
  }

  /** 12 lengths and 32 batches: at most 11 batches can hold more than one length. */
  @Test
  void batchesHoldLikeLengthsSoThatLittleIsPadding() {
    long mixed =
        epoch(Batches.shuffled(cache, 32, 5), 0)
            .filter(batch -> Arrays.stream(batch.lengths()).distinct().count() > 1)
            .count();
    assertThat(mixed).isLessThanOrEqualTo(11);
  }

  @Test
  void rowsHoldTheSentenceAndThenPadding() {
    Batch batch = Batches.shuffled(cache, 64, 5).batch(0, 3);
    for (int b = 0; b < batch.batch(); b++) {
      assertThat(batch.sentence(b)).containsExactly(cache.tokens(batch.examples()[b]));
      int[] rest =
          Arrays.copyOfRange(
              batch.tokens(), b * batch.time() + batch.lengths()[b], (b + 1) * batch.time());
      assertThat(rest).containsExactly(new int[rest.length]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void theSlicesOfAllProcessesMakeUpTheBatch(int world) {
    Batches whole = Batches.shuffled(cache, 32, 5);
    for (long index = 0; index < whole.count(); index++) {
      List<Long> parts = new ArrayList<>();
      for (int rank = 0; rank < world; rank++) {
        parts.addAll(members(whole.slice(rank, world).batch(2, index)));
      }
      assertThat(parts.stream().sorted().toList()).isEqualTo(members(whole.batch(2, index)));
      assertThat(whole.slice(0, world).sentences(2, index)).isEqualTo(parts.size());
    }
  }

  @Test
  void aProcessWithoutAShareGetsAnEmptyBatch() {
    Batches last = Batches.sorted(cache, 1000).slice(3, 4);
    Batch batch = last.batch(0, 1);
    assertThat(batch.batch()).isZero();
    assertThat(batch.tokens()).isEmpty();
    assertThat(last.sentences(0, 1)).isEqualTo(3);
  }

  @Test
  void wrongNumbersAreRefused() {
    Batches batches = Batches.sorted(cache, 1000);
    assertThatThrownBy(() -> batches.batch(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Batches.sorted(cache, 0))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("batch: 0");
    assertThatThrownBy(() -> batches.slice(2, 2)).hasMessageStartingWith("rank: 2");
  }

  @Test
  void sentencesOfTheCallerBecomeABatch() {
    Batch batch = Batch.of(List.of(new int[] {5, 6}, new int[] {}, new int[] {7, 8, 9}));
    assertThat(batch.time()).isEqualTo(3);
    assertThat(batch.lengths()).containsExactly(2, 0, 3);
    assertThat(batch.tokens()).containsExactly(5, 6, 0, 0, 0, 0, 7, 8, 9);
    assertThat(batch.examples()).containsExactly(0, 1, 2);
    assertThat(batch.labels()).containsOnly(-1);
  }

  @Test
  void mixedBatchesHoldSentencesOfAllLengthsInAnotherOrderEachEpoch() {
    Batches mixed = Batches.mixed(cache, 32, 5);
    assertThat(epoch(mixed, 0).filter(batch -> batch.batch() == 32))
        .allMatch(batch -> Arrays.stream(batch.lengths()).distinct().count() > 5);
    assertThat(order(mixed, 0)).isNotEqualTo(order(mixed, 1));
    assertThat(order(mixed, 3)).containsExactly(order(Batches.mixed(cache, 32, 5), 3));
  }
}
