package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.InputException;
import subtext.eval.Classification;
import subtext.tensor.Noise;
import subtext.use.Classify;
import subtext.use.Generate;
import subtext.use.Model;
import subtext.use.Writing;

/**
 * Trainings of classifiers on sentences of six words, four of which are likelier with their label,
 * of which few are told: one word says little of the label, the company that words keep says more.
 */
class LabelledRunTest {
  private static final String[] LABELS = {"bad", "good", "odd"};
  private static final List<String> SMALL =
      List.of(
          "task=classify",
          "tokens={kind: whitespace, minCount: 1}",
          "data={text: 2, label: 1, validShare: 0.2, testShare: 0.2, labelled: 24}",
          "model={latent: 4, encoder: {kind: bag, embedding: 16, hidden: 16}}",
          "model.decoder={kind: gru, embedding: 8, hidden: 16, wordDropout: 0.5}",
          "train={epochs: 3, batch: 16, labelledBatch: 8, threads: 1, checkpointSteps: 5, logSteps:"
              + " 4}",
          "train.optimizer={kind: adamW, learningRate: 0.01}");

  private static final List<String> TEXTS =
      List.of("w1 w2 w3 w1", "w13 w14 w15 w16", "new new", "w30 ".repeat(201));

  @TempDir Path folder;

  private SmallRun small(String classifier, String... more) {
    return small(corpus(LABELS.length), classifier, more);
  }

  private SmallRun small(List<String> lines, String classifier, String... more) {
    List<String> settings = new ArrayList<>(SMALL);
    settings.add("model.classifier=" + classifier);
    settings.addAll(List.of(more));
    try {
      return new SmallRun(Files.write(folder.resolve("labelled.tsv"), lines), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A word of the label's own with 60 %, else any. */
  private static List<String> corpus(int labels) {
    Noise noise = new Noise(5, 0);
    return IntStream.range(0, 600)
        .mapToObj(
            i -> {
              int label = i % labels;
              StringBuilder line = new StringBuilder(LABELS[label]).append('\t');
              for (int t = 0; t < 6; t++) {
                int any = (int) (36 * noise.uniform(Noise.Stream.PRIOR, 1, i, t));
                boolean own = noise.uniform(Noise.Stream.PRIOR, 2, i, t) < 0.6;
                line.append(" w").append(own ? label * 12 + any % 12 : any);
              }
              return line.toString();
            })
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: supervised}|0.55",
        "{kind: latents, head: {hidden: 8}}|0.55",
        "{kind: semiSupervised, weight: 10}|0.6",
        "{kind: semiSupervised, weight: 10, summed: 0, prior: shares}|0.6"
      })
  void fewLabelsAreEnoughToBeatChance(String classifier, double least) {
    Classification found;
    List<Classify.Labelled> labelled;
    Path run = folder.resolve("run");
    try (Training training =
        small(classifier, "train.epochs=12").begin(run, TrainingListener.SILENT)) {
      training.train();
      Publisher.Published published = new Publisher(training, TrainingListener.SILENT).publish(0);
      found = (Classification) published.evaluation();
      labelled = new Classify(published.model()).classify(TEXTS);
    }
    assertThat(found.accuracy().mean()).isGreaterThan(least);
    assertThat(run.resolve("evaluation.json")).content().contains("\"confusion\"", "macro_f1");
    try (Model model = Model.load(run)) {
      assertThat(model.spec().figures()).containsEntry("accuracy", found.accuracy().mean());
      assertThat(new Classify(model).classify(TEXTS)).isEqualTo(labelled);
    }
  }

  @Test
  void probabilitiesAreOfAllLabelsAndWhatCannotBeTrustedIsFlagged() {
    try (Model model = published("{kind: supervised}", "run")) {
      assertThat(model.spec().labels()).containsExactly(LABELS);
      List<Classify.Labelled> labelled = new Classify(model).classify(TEXTS);
      assertThat(labelled)
          .allSatisfy(
              each -> {
                assertThat(each.probabilities()).containsOnlyKeys(LABELS);
                assertThat(List.copyOf(each.probabilities().values()))
                    .isSortedAccordingTo(Comparator.reverseOrder());
                assertThat(each.probabilities().values().stream().mapToDouble(p -> p).sum())
                    .isCloseTo(1, within(1e-5));
                assertThat(each.probabilities().firstEntry())
                    .isEqualTo(Map.entry(each.label(), each.probability()));
              })
          .extracting(Classify.Labelled::unfamiliar)
          .containsExactly(false, false, true, false);
      assertThat(labelled)
          .extracting(Classify.Labelled::cut)
          .containsExactly(false, false, false, true);
      assertThatThrownBy(() -> new Classify(model).classify(List.of("w1", " ")))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("text 2 is empty");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 25})
  void aRunWithLabelledSentencesJoinedToItsBatchesGoesOnBitForBit(long step) {
    String classifier = "{kind: semiSupervised, summed: 0, prior: shares, head: {dropout: 0.3}}";
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    SmallRun small = small(classifier);
    small.train(whole);
    small.stopAt(stopped, step);
    SmallRun.resume(stopped);
    assertThat(SmallRun.results(stopped)).isEqualTo(SmallRun.results(whole));
  }

  @Test
  void aSupervisedRunTakesStepsOnLabelledSentencesOnly() {
    try (Training training =
        small("{kind: supervised}").begin(folder.resolve("run"), TrainingListener.SILENT)) {
      assertThat(training.recipe().batches(training.dataset().train()).count()).isEqualTo(2);
    }
  }

  @Test
  void aSemiSupervisedModelWritesWithALabelAndTheOthersSayThatTheyDoNot() {
    try (Model model = published("{kind: semiSupervised}", "both")) {
      Generate.Request good = new Generate.Request(4, Writing.DEFAULT, null, false, "good");
      assertThat(new Generate(model).generate(good))
          .hasSize(4)
          .allMatch(sample -> "good".equals(sample.label()));
      assertThat(
              new Generate(model).generate(new Generate.Request(60, Writing.DEFAULT, null, false)))
          .extracting(Generate.Sample::label)
          .contains(LABELS);
      Generate.Request other = new Generate.Request(4, Writing.DEFAULT, null, false, "nice");
      assertThatThrownBy(() -> new Generate(model).generate(other))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("knows no 'nice'; its labels are bad, good, odd");
    }
    Generate.Request good = new Generate.Request(4, Writing.DEFAULT, null, false, "good");
    try (Model model = published("{kind: latents}", "latents")) {
      assertThat(new Generate(model).sentences(2, 1)).hasSize(2);
      assertThatThrownBy(() -> new Generate(model).generate(good))
          .hasMessageContaining("does not write by labels");
    }
    try (Model model = published("{kind: supervised}", "supervised")) {
      assertThatThrownBy(() -> new Generate(model).generate(good))
          .hasMessageContaining("has no autoencoder of sentences");
    }
  }

  private Model published(String classifier, String run) {
    Path path = folder.resolve(run);
    try (Training training =
        small(classifier, "train.epochs=1").begin(path, TrainingListener.SILENT)) {
      training.train();
      new Publisher(training, TrainingListener.SILENT).publish(0);
    }
    return Model.load(path);
  }

  @Test
  void aCorpusWithoutLabelsOrWithOneIsRefused() {
    assertThatThrownBy(() -> begin(small(corpus(1), "{kind: supervised}")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("one label only");
    assertThatThrownBy(() -> begin(small("{kind: supervised}", "data.label=none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no labels");
  }

  private void begin(SmallRun run) {
    run.begin(folder.resolve("run"), TrainingListener.SILENT).close();
  }

  @Test
  void aClassifierGoesOnWithItsOwnLabelsOnly() {
    try (Model model = published("{kind: supervised}", "first")) {
      Training.Start start =
          new Training.Start(
              model.tokenizer(), model.network().parameters().toData(), model.spec().labels());
      SmallRun other = small(corpus(2), "{kind: supervised}");
      assertThatThrownBy(
              () -> other.begin(folder.resolve("second"), start, TrainingListener.SILENT))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("[bad, good]", "[bad, good, odd]");
    }
  }

  @Test
  void aTaskWithoutAClassifierIsRefusedByName() {
    assertThatThrownBy(() -> begin(small("{kind: none}")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("model.classifier");
  }
}
