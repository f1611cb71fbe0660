package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;
import subtext.text.Columns;
import subtext.text.Corpus;
import subtext.text.Line;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;

/** Texts with sources: in a column of their own, or in a file of their own. */
class SourcedCorpusTest {
  @TempDir private Path folder;

  private static List<Line> read(Path file, Columns columns) {
    try (var lines = Corpus.open(file, columns)) {
      return lines.toList();
    }
  }

  @Test
  void aColumnHoldsTheSources() throws IOException {
    Path file = Corpora.write(folder.resolve("a.tsv"), "eins\tone", "zwei\t", "drei\tthree");
    assertThat(read(file, new Columns("1", Columns.NONE, "2", Columns.NONE)))
        .containsExactly(
            new Line(1, "eins", null, "one", null), new Line(3, "drei", null, "three", null));
  }

  @Test
  void aFileBesideHoldsTheSources() throws IOException {
    Path file = Corpora.write(folder.resolve("a.de"), "eins", "", "drei", "vier");
    Corpora.write(folder.resolve("a.en"), "one", "two", "three", "");
    assertThat(read(file, new Columns("1", Columns.NONE, ".en", Columns.NONE)))
        .containsExactly(
            new Line(1, "eins", null, "one", null), new Line(3, "drei", null, "three", null));
  }

  @Test
  void filesOfUnequalLengthAreRefused() throws IOException {
    Path file = Corpora.write(folder.resolve("a.de"), "eins", "zwei");
    Corpora.write(folder.resolve("a.en"), "one");
    assertThatThrownBy(() -> read(file, new Columns("1", Columns.NONE, ".en", Columns.NONE)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.de has 2 lines and")
        .hasMessageContaining("a.en has 1;");
  }

  @Test
  void aMissingFileBesideIsNamed() throws IOException {
    Path file = Corpora.write(folder.resolve("a.de"), "eins", "zwei");
    assertThatThrownBy(() -> read(file, new Columns("1", Columns.NONE, ".en", Columns.NONE)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.en");
  }

  @Test
  void batchesHoldTheSourcesOfTheirSentences() throws IOException {
    String[] pairs = new String[40];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = "w" + i + " x".repeat(i % 5) + "\ts" + i + " y".repeat(i % 3);
    }
    Path file = Corpora.write(folder.resolve("a.tsv"), pairs);
    Portion portion = Portion.whole(file, new Columns("1", Columns.NONE, "2", Columns.NONE));
    Tokenizer tokenizer;
    try (var texts = portion.everyText()) {
      tokenizer = Tokenizers.train(Corpora.words(50), texts);
    }
    TokenCache cache = TokenCache.of(portion, tokenizer, folder.resolve("caches"));
    Batches batches = Batches.shuffled(cache, 7, 3);
    int seen = 0;
    for (long index = 0; index < batches.count(); index++) {
      Batch batch = batches.batch(1, index);
      Batch source = Objects.requireNonNull(batch.source());
      for (int b = 0; b < batch.batch(); b++) {
        String text = tokenizer.decode(batch.sentence(b)).split(" ", 2)[0];
        String from = tokenizer.decode(source.sentence(b)).split(" ", 2)[0];
        assertThat(from.substring(1)).isEqualTo(text.substring(1));
        seen++;
      }
    }
    assertThat(seen).isEqualTo(40);
  }
}
