package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.config.Binder;
import subtext.error.InputException;
import subtext.text.Columns;
import subtext.text.Line;

class SplitsTest {
  @TempDir Path folder;

  private static DataConfig config(String yaml) {
    return Binder.bind(Binder.yaml("recipe.yaml", yaml), DataConfig.class);
  }

  private static List<Long> lines(@Nullable Portion portion) {
    try (Stream<Line> lines = Objects.requireNonNull(portion).lines()) {
      return lines.map(Line::number).toList();
    }
  }

  private static Splits splits(String yaml, Path file) {
    return Splits.of(config(yaml), new Sources(file, null, null));
  }

  @Test
  void everyLineIsInOneSplitAndTheSharesAreMet() throws IOException {
    Path file = Corpora.random(folder.resolve("a.txt"), 10_000, 3);
    Splits splits = splits("{validShare: 0.1, testShare: 0.2}", file);
    List<Long> all = new ArrayList<>(lines(splits.train()));
    all.addAll(lines(splits.valid()));
    all.addAll(lines(splits.test()));
    assertThat(all).hasSize(10_000).doesNotHaveDuplicates();
    assertThat(lines(splits.valid()).size() / 1e4).isCloseTo(0.1, within(0.01));
    assertThat(lines(splits.test()).size() / 1e4).isCloseTo(0.2, within(0.013));
  }

  @Test
  void theSeedDecidesWhichLinesAndAppendedLinesMoveNone() throws IOException {
    Path shorter = Corpora.random(folder.resolve("a.txt"), 500, 3);
    Path longer = Corpora.random(folder.resolve("b.txt"), 900, 3);
    List<Long> valid = lines(splits("{}", shorter).valid());
    assertThat(lines(splits("{}", longer).valid())).startsWith(valid.toArray(Long[]::new));
    assertThat(lines(splits("{splitSeed: 2}", shorter).valid())).isNotEqualTo(valid);
  }

  @Test
  void givenFilesAreTakenWhole() throws IOException {
    Path train = Corpora.random(folder.resolve("a.txt"), 40, 3);
    Path valid = Corpora.random(folder.resolve("b.txt"), 30, 3);
    Splits splits = Splits.of(DataConfig.DEFAULT, new Sources(train, valid, valid));
    assertThat(lines(splits.train())).hasSize(40);
    assertThat(lines(splits.valid())).hasSize(30);
    assertThat(lines(splits.test())).hasSize(30);
  }

  @Test
  void aTestShareOfZeroGivesNoTestSplit() throws IOException {
    Path file = Corpora.random(folder.resolve("a.txt"), 40, 3);
    assertThat(splits("{testShare: 0}", file).test()).isNull();
    assertThatThrownBy(() -> splits("{validShare: 0}", file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data.validShare: 0");
  }

  @Test
  void plainLinesHaveNoColumnsToBeNamed() throws IOException {
    Path file = Corpora.write(folder.resolve("a.txt"), "a b", "c d");
    Splits splits = splits("{text: 3, label: 1}", file);
    assertThat(splits.train().columns()).isEqualTo(Columns.FIRST);
    Splits.requireColumns(config("{text: 1, label: none}"), file);
    for (String columns : List.of("{text: 3}", "{label: 1}", "{split: 2}")) {
      assertThatThrownBy(() -> Splits.requireColumns(config(columns), file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("a.txt has no columns, but data.text is ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\n  \n\t\n", "\uFEFF\n"})
  void aFileWithoutTextIsNamed(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("void.txt"), content);
    assertThatThrownBy(() -> splits("{}", file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("void.txt " + (content.isEmpty() ? "is empty" : "holds blank lines"));
  }

  @Test
  void aFileOfOneLineIsNamed() throws IOException {
    Path file = Corpora.write(folder.resolve("single.txt"), "", "only me", "");
    assertThatThrownBy(() -> splits("{}", file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("single.txt holds one text only");
  }

  @Test
  void anEmptyValidationFileIsNamed() throws IOException {
    Path train = Corpora.random(folder.resolve("a.txt"), 40, 3);
    Path valid = Files.createFile(folder.resolve("v.txt"));
    assertThatThrownBy(() -> Splits.of(DataConfig.DEFAULT, new Sources(train, valid, null)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("v.txt is empty");
  }

  @Test
  void aSplitWithoutLinesIsNamed() throws IOException {
    Path file = Corpora.write(folder.resolve("few.txt"), "a b", "c d");
    Splits splits = splits("{validShare: 0.001}", file);
    assertThatThrownBy(() -> Dataset.of(splits, splits.tokenizer(Corpora.words(9)), folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("few.txt: no line falls into the validation split");
  }

  @Test
  void labelsOfAllSplitsAreNumberedTogether() throws IOException {
    Path train = Corpora.write(folder.resolve("a.tsv"), "b\tx y", "d\ty");
    Path valid = Corpora.write(folder.resolve("v.tsv"), "c\tx", "b\ty");
    Splits splits =
        Splits.of(config("{text: 2, label: 1, testShare: 0}"), new Sources(train, valid, null));
    Dataset dataset = Dataset.of(splits, splits.tokenizer(Corpora.words(9)), folder);
    assertThat(dataset.labels()).containsExactly("b", "c", "d");
    assertThat(dataset.train().label(1)).isEqualTo(2);
    assertThat(dataset.valid().label(0)).isEqualTo(1);
    Dataset known = Dataset.of(splits, dataset.tokenizer(), List.of("d"), folder);
    assertThat(known.train().label(0)).isEqualTo(-1);
    assertThat(known.train().label(1)).isZero();
  }

  @Test
  void aColumnSaysWhichSplitALineBelongsTo() throws IOException {
    Path file =
        Corpora.write(
            folder.resolve("a.tsv"), "a b\ttrain", "b\tTEST", "c\tval", "a\ttraining", "b\tdev");
    Splits splits = splits("{text: 1, label: none, split: 2}", file);
    assertThat(lines(splits.train())).containsExactly(1L, 4L);
    assertThat(lines(splits.valid())).containsExactly(3L, 5L);
    assertThat(lines(splits.test())).containsExactly(2L);
    Dataset dataset = Dataset.of(splits, splits.tokenizer(Corpora.words(9)), folder);
    assertThat(dataset.train().size()).isEqualTo(2);
    assertThat(dataset.valid().key()).isNotEqualTo(dataset.train().key());
  }

  @Test
  void whatTheColumnDoesNotNameIsSplitOffTheTrainingLines() throws IOException {
    List<String> rows = new ArrayList<>(List.of("x\ttest"));
    for (int i = 0; i < 200; i++) {
      rows.add("a b c\ttrain");
    }
    Path file = Files.write(folder.resolve("a.tsv"), rows);
    Splits splits = splits("{text: 1, label: none, split: 2, validShare: 0.2}", file);
    assertThat(lines(splits.test())).containsExactly(1L);
    assertThat(lines(splits.valid())).hasSizeBetween(20, 60).doesNotContain(1L);
    assertThat(lines(splits.train())).hasSize(200 - lines(splits.valid()).size());
  }

  @Test
  void aNameOfNoSplitIsRefusedWithFileAndLine() throws IOException {
    Path file = Corpora.write(folder.resolve("a.tsv"), "a\ttrain", "b\tholdout", "c\t");
    assertThatThrownBy(() -> splits("{text: 1, label: none, split: 2}", file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.tsv:2: \"holdout\" is no split");
    Path none = Corpora.write(folder.resolve("b.tsv"), "a\ttest", "b\ttest");
    assertThatThrownBy(() -> splits("{text: 1, label: none, split: 2}", none))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("gives no line to train on");
    assertThatThrownBy(() -> config("{split: 2, valid: v.tsv}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("split");
  }
}
