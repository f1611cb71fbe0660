package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.InputException;
import subtext.text.Columns;
import subtext.text.Tokenizer;

/** 900 sentences of 1 to 12 words: 600 of label a, 200 of b, 10 of c, 90 of none. */
class FewLabelsTest {
  private static final int SENTENCES = 900;

  @TempDir Path folder;
  private Path file;
  private TokenCache cache;

  @BeforeEach
  void tokenise() throws IOException {
    List<String> texts = Files.readAllLines(Corpora.random(folder.resolve("a.txt"), SENTENCES, 12));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < SENTENCES; i++) {
      int place = (i * 7) % SENTENCES;
      String label = place < 600 ? "a" : place < 800 ? "b" : place < 810 ? "c" : "";
      lines.add(label + "\t" + texts.get(i));
    }
    file = Files.write(folder.resolve("labelled.tsv"), lines);
    cache = TokenCache.of(portion(file), tokenizer(), folder);
  }

  private static Portion portion(Path file) {
    return Portion.whole(file, new Columns("2", "1"));
  }

  private Tokenizer tokenizer() {
    return Corpora.tokenizer(200, folder.resolve("a.txt"));
  }

  private TokenCache told(long count) {
    return cache.tellingLabelsOf(new LabelDraw(count, 1).of(cache));
  }

  @Test
  void labelsAreDrawnInTheirProportionsAndEachAtLeastOnce() {
    assertThat(cache.labelCounts()).containsExactly(600, 200, 10);
    assertThat(told(81).labelCounts()).containsExactly(60, 20, 1);
    assertThat(told(9).labelCounts()).containsExactly(6, 2, 1);
    assertThat(told(3).labelCounts()).containsExactly(1, 1, 1);
    assertThat(told(5000).labelCounts()).containsExactly(600, 200, 10);
  }

  @Test
  void aSentenceKeepsItsOwnLabelOrHasNone() {
    TokenCache told = told(100);
    long kept =
        LongStream.range(0, SENTENCES)
            .filter(i -> told.label(i) >= 0)
            .peek(i -> assertThat(told.label(i)).isEqualTo(cache.label(i)))
            .count();
    assertThat(kept).isEqualTo(100);
  }

  @Test
  void anotherSeedDrawsOthersAndTheSameSeedTheSame() {
    long[] first = new LabelDraw(50, 1).of(cache);
    assertThat(new LabelDraw(50, 1).of(cache)).containsExactly(first);
    assertThat(new LabelDraw(50, 2).of(cache)).isNotEqualTo(first);
  }

  @Test
  void theSameLinesAreToldWhereATextBeforeThemIsLeftOut() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(0, "\t ");
    Path other = Files.write(folder.resolve("other.tsv"), lines);
    TokenCache left = TokenCache.of(portion(other), tokenizer(), folder);
    assertThat(left.size()).isEqualTo(SENTENCES - 1L);
    assertThat(lines(left, new LabelDraw(50, 1).of(left)))
        .containsExactly(lines(cache, new LabelDraw(50, 1).of(cache)));
  }

  private static long[] lines(TokenCache cache, long[] sentences) {
    return LongStream.of(sentences).map(cache::line).filter(line -> line > 1).toArray();
  }

  @Test
  void fewerSentencesThanLabelsAreRefused() {
    assertThatThrownBy(() -> new LabelDraw(2, 1).of(cache))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("data.labelled: 2 is less than the 3 labels");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 32, 1000})
  void onlyLabelledSentencesAreLeftAndEachStandsInOneBatch(int size) {
    TokenCache told = told(100);
    Batches batches = Batches.shuffled(told, size, 5).labelled();
    long[] seen =
        LongStream.range(0, batches.count())
            .flatMap(index -> Arrays.stream(batches.batch(3, index).examples()))
            .sorted()
            .toArray();
    assertThat(seen)
        .containsExactly(LongStream.range(0, SENTENCES).filter(i -> told.label(i) >= 0).toArray());
  }

  @Test
  void asManyLabelledSentencesAsAskedForJoinEachBatchWhichIsElseTheSame() {
    TokenCache told = told(100);
    Batches plain = Batches.shuffled(told, 32, 5);
    Batches joined = plain.joining(8);
    assertThat(joined.count()).isEqualTo(plain.count());
    for (long index = 0; index < plain.count(); index++) {
      Batch own = plain.batch(2, index);
      Batch whole = joined.batch(2, index);
      assertThat(whole.batch()).isEqualTo(own.batch() + 8);
      assertThat(joined.sentences(2, index)).isEqualTo(whole.batch());
      assertThat(Arrays.copyOf(whole.examples(), own.batch())).containsExactly(own.examples());
      long[] others = Arrays.copyOfRange(whole.examples(), own.batch(), whole.batch());
      assertThat(others).doesNotHaveDuplicates();
      assertThat(Arrays.stream(others).map(told::label)).allMatch(label -> label >= 0);
      assertThat(joined.batch(2, index).examples()).containsExactly(whole.examples());
    }
  }

  @Test
  void overManyEpochsEachLabelledSentenceJoinsAboutAsOftenAsAnyOther() {
    TokenCache told = told(100);
    Batches plain = Batches.shuffled(told, 32, 5);
    Batches joined = plain.joining(8);
    Map<Long, Integer> times = new HashMap<>();
    int epochs = 100;
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (long index = 0; index < plain.count(); index++) {
        int own = plain.batch(epoch, index).batch();
        Arrays.stream(joined.batch(epoch, index).examples())
            .skip(own)
            .forEach(example -> times.merge(example, 1, Integer::sum));
      }
    }
    double mean = epochs * plain.count() * 8.0 / 100;
    assertThat(times).hasSize(100);
    assertThat(times.values())
        .allSatisfy(n -> assertThat((double) n).isBetween(mean * 0.7, mean * 1.4));
  }

  @Test
  void allJoinWhereThereAreFewerThanAskedFor() {
    Batches joined = Batches.shuffled(told(5), 32, 5).joining(8);
    assertThat(joined.sentences(0, 0)).isEqualTo(32 + 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 50})
  void theSlicesOfAllProcessesMakeUpTheJoinedBatch(int world) {
    Batches whole = Batches.shuffled(told(100), 32, 5).joining(8);
    for (long index = 0; index < whole.count(); index++) {
      long at = index;
      long[] parts =
          IntStream.range(0, world)
              .mapToObj(rank -> whole.slice(rank, world).batch(1, at).examples())
              .flatMapToLong(Arrays::stream)
              .sorted()
              .toArray();
      assertThat(parts)
          .containsExactly(Arrays.stream(whole.batch(1, at).examples()).sorted().toArray());
    }
  }

  @Test
  void unlabelledTextStandsBehindTheTrainingTextAndIsReadWithoutItsLabels() throws IOException {
    Path more = Files.write(folder.resolve("more.tsv"), List.of("c\tw1 w2", "a\tw3"));
    DataConfig config =
        new DataConfig(
            null,
            null,
            null,
            null,
            "2",
            "1",
            "none",
            "none",
            0,
            0,
            Together.LINE,
            1,
            1 << 20,
            more.toString(),
            0,
            1);
    Splits splits = Splits.of(config, new Sources(file, file, null, more));
    Dataset dataset = Dataset.of(splits, tokenizer(), folder);
    assertThat(dataset.train().size()).isEqualTo(SENTENCES + 2);
    assertThat(dataset.valid().size()).isEqualTo(SENTENCES);
    assertThat(dataset.train().labelCounts()).containsExactly(600, 200, 10);
    assertThat(dataset.train().label(SENTENCES)).isEqualTo(-1);
    assertThat(dataset.train().length(SENTENCES)).isEqualTo(2);
  }
}
