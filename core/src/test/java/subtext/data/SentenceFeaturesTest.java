package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
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
import subtext.error.TrainingException;
import subtext.text.Columns;
import subtext.text.Tokenizer;

class SentenceFeaturesTest {
  private static final int SENTENCES = 600;

  @TempDir Path folder;
  private Path caches;
  private Tokenizer tokenizer;
  private TokenCache sentences;
  private SentenceFeatures features;

  @BeforeEach
  void tokenise() throws IOException {
    Path file = Corpora.random(folder.resolve("a.txt"), SENTENCES, 12);
    caches = folder.resolve("caches");
    tokenizer = Corpora.tokenizer(8, file);
    sentences =
        TokenCache.of(Portion.whole(file, Columns.FIRST), tokenizer, folder.resolve("tokens"));
    features = new SentenceFeatures(new FakeNetwork(), tokenizer, () -> 1);
  }

  private float[] expected(long... examples) {
    float[] rows = new float[examples.length * FakeNetwork.DIMENSIONS];
    for (int i = 0; i < examples.length; i++) {
      float[] row = FakeNetwork.features(tokenizer.decode(sentences.tokens(examples[i])));
      System.arraycopy(row, 0, rows, i * row.length, row.length);
    }
    return rows;
  }

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(caches)) {
      List<Path> found = files.toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  @Test
  void aSentenceHasTheFeaturesOfItsTokensWhichMayBeCut() {
    assertThat(sentences.cut()).isPositive();
    TokenCache read = features.of(sentences, caches, CorpusProgress.SILENT);
    long[] all = LongStream.range(0, SENTENCES).toArray();
    assertThat(read.features(all)).containsExactly(expected(all));
    assertThat(read.features(new long[] {599, 0})).containsExactly(expected(599, 0));
    assertThat(sentences.features(all)).isEmpty();
  }

  @Test
  void theNetworkReadsEachSentenceOnce() {
    long before = FakeNetwork.read();
    features.of(sentences, caches, CorpusProgress.SILENT);
    long once = FakeNetwork.read();
    assertThat(once - before).as("equal ones together").isBetween(SENTENCES / 2L, (long) SENTENCES);
    TokenCache again = features.of(sentences, caches, CorpusProgress.SILENT);
    assertThat(FakeNetwork.read()).isEqualTo(once);
    assertThat(again.features(new long[] {7})).containsExactly(expected(7));
  }

  @Test
  void progressGoesFromNoneToAll() {
    List<Long> told = new ArrayList<>();
    features.of(
        sentences,
        caches,
        (done, all) -> {
          assertThat(all).isEqualTo(SENTENCES);
          told.add(done);
        });
    assertThat(told).containsExactly(0L, 256L, 512L, 600L);
  }

  @Test
  void liveSentencesHaveTheFeaturesOfTheSameTokens() {
    Batch batch = features.of(Batch.of(List.of(sentences.tokens(3), sentences.tokens(8))));
    assertThat(batch.features()).containsExactly(expected(3, 8));
  }

  @Test
  void everyProcessHasTheFeaturesOfItsSentences() {
    Batches batches =
        Batches.shuffled(features.of(sentences, caches, CorpusProgress.SILENT), 32, 1);
    for (int rank = 0; rank < 3; rank++) {
      Batch part = batches.slice(rank, 3).batch(2, 5);
      assertThat(part.features()).containsExactly(expected(part.examples()));
    }
  }

  @Test
  void otherLabelsLeaveTheFeatures() {
    TokenCache read =
        features.of(sentences, caches, CorpusProgress.SILENT).withLabels(List.of("a"));
    assertThat(read.features(new long[] {1})).containsExactly(expected(1));
  }

  @Test
  void otherSentencesAndOtherNetworksHaveOtherFiles() {
    FakeNetwork other =
        new FakeNetwork() {
          @Override
          public String sha256() {
            return "0".repeat(64);
          }
        };
    TokenCache others = Corpora.cache(folder.resolve("a.txt"), folder.resolve("others"));
    assertThat(
            Stream.of(
                Fingerprint.of(sentences, new FakeNetwork()),
                Fingerprint.of(sentences, other),
                Fingerprint.of(others, new FakeNetwork())))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 13, 20, 60, 90})
  void aFileWithADamagedHeaderIsMadeAnew(int at) throws IOException {
    features.of(sentences, caches, CorpusProgress.SILENT);
    byte[] bytes = Files.readAllBytes(only());
    byte[] damaged = bytes.clone();
    damaged[at] ^= 4;
    Files.write(only(), damaged);
    features.of(sentences, caches, CorpusProgress.SILENT);
    assertThat(Files.readAllBytes(only())).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 96, 1000})
  void aTruncatedFileIsMadeAnew(int size) throws IOException {
    features.of(sentences, caches, CorpusProgress.SILENT);
    byte[] bytes = Files.readAllBytes(only());
    Files.write(only(), Arrays.copyOf(bytes, size));
    features.of(sentences, caches, CorpusProgress.SILENT);
    assertThat(Files.readAllBytes(only())).isEqualTo(bytes);
  }

  @Test
  void whatIsInterruptedLeavesNothingBehind() {
    assertThatThrownBy(
            () ->
                features.of(
                    sentences,
                    caches,
                    (done, all) -> {
                      if (done > 0) {
                        throw new IllegalStateException("stop");
                      }
                    }))
        .hasMessage("stop");
    assertThat(caches).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() {
    assertThatThrownBy(
            () ->
                features.of(
                    sentences, folder.resolve("a.txt").resolve("inside"), CorpusProgress.SILENT))
        .isInstanceOf(TrainingException.class)
        .hasMessageContainingAll("inside", "choose another folder");
  }
}
