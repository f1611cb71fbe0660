package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.eval.Classification;
import subtext.model.LabelledVae;
import subtext.model.Network;
import subtext.store.MetricsLog;
import subtext.store.RunFolder;
import subtext.tensor.Noise;
import subtext.use.Classify;
import subtext.use.Generate;
import subtext.use.Model;
import subtext.use.Rewrite;
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
  void aBagOfWordsIsEnoughToLearnFromTextWithoutLabels() {
    String known = "tokens={kind: whitespace, minCount: 1, words: known}";
    String[] settings = {"model.decoder={kind: bag}", known, "train.epochs=12"};
    try (Model model = published(small("{kind: semiSupervised, weight: 10}", settings), "run")) {
      assertThat(model.spec().figures().get("accuracy")).isGreaterThan(0.6);
      assertThatThrownBy(() -> new Generate(model).sentences(1, 1))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("generate: the model");
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

  @Test
  void aScriptNeverMetIsFlaggedWhateverMarksStandInIt() {
    String bytePairs = "tokens={kind: bpe, vocabulary: 300}";
    try (Model model = published("{kind: supervised}", "run", bytePairs)) {
      assertThat(unfamiliar(model, "Это хорошо.", "Это, 5!", "Это w1.", "w1 w2."))
          .containsExactly(true, true, false, false);
    }
  }

  @Test
  void aTextOfWhichNoTokenIsLeftIsFlagged() {
    String known = "tokens={kind: whitespace, minCount: 1, words: known}";
    try (Model model = published("{kind: supervised}", "run", known)) {
      assertThat(unfamiliar(model, "new new", "new w1")).containsExactly(true, false);
    }
  }

  private static List<Boolean> unfamiliar(Model model, String... texts) {
    return new Classify(model)
        .classify(List.of(texts)).stream().map(Classify.Labelled::unfamiliar).toList();
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

  @Test
  void aTextThatIsRewrittenHasTheWordsOfTheOtherLabel() {
    SmallRun run =
        small("{kind: semiSupervised, weight: 10}", "train.epochs=12", "data.labelled=200");
    try (Model model = published(run, "rewriting")) {
      Rewrite rewrite = Rewrite.byLabel(model);
      List<String> bad = List.of("w1 w2 w3 w4 w5 w6", "w7 w8 w9 w10 w2 w1", "w4 w5 w1 w2 w11 w8");
      Rewrite.Request request =
          new Rewrite.Request(bad, "good", List.of("bad", "bad", "bad"), 1, Writing.DEFAULT);
      List<Rewrite.Rewritten> found = rewrite.rewrite(request);
      assertThat(found).noneMatch(Rewrite.Rewritten::same);
      assertThat(shareOfGood(found)).isGreaterThan(shareOfGood(rewrite.rewrite(bad(bad))) + 0.2);
      assertThatThrownBy(() -> rewrite.rewrite("w1", "nice"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("'nice'; the model recipe knows bad, good, odd");
    }
  }

  private static Rewrite.Request bad(List<String> texts) {
    return new Rewrite.Request(texts, "bad", List.of("bad", "bad", "bad"), 1, Writing.DEFAULT);
  }

  /** Share of the words, w12 to w23, that are the second label's own. */
  private static double shareOfGood(List<Rewrite.Rewritten> texts) {
    return texts.stream()
        .flatMap(text -> Stream.of(text.rewritten().split(" ")))
        .mapToInt(word -> Integer.parseInt(word.substring(1)) / 12 == 1 ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private Model published(String classifier, String run, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("train.epochs=1");
    return published(small(classifier, settings.toArray(String[]::new)), run);
  }

  private Model published(SmallRun small, String run) {
    Path path = folder.resolve(run);
    try (Training training = small.begin(path, TrainingListener.SILENT)) {
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

  @ParameterizedTest
  @ValueSource(strings = {"valid", "test"})
  void aSplitWithoutLabelsOrWithOneThatIsNotTrainedOnIsRefusedBeforeTraining(String split)
      throws IOException {
    Path none = Files.write(folder.resolve("none.tsv"), List.of("\tw1 w2", "\tw3"));
    assertThatThrownBy(
            () -> begin(small("{kind: supervised}", "data.%s=%s".formatted(split, none))))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(none.toString())
        .hasMessageContaining("has a label")
        .hasMessageContaining("as data.%s, or a greater data.%sShare", split, split);
    Path other = Files.write(folder.resolve("other.tsv"), List.of("bad\tw1", "\tw3", "new\tw2"));
    assertThatThrownBy(
            () -> begin(small("{kind: supervised}", "data.%s=%s".formatted(split, other))))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(other + ":3: the ")
        .hasMessageContaining("split has the label 'new'");
  }

  /** One validation sentence in 200 has a label, and 5 sentences are looked at. */
  @Test
  void aValidationDrawsFromSentencesWithALabel() throws IOException {
    List<String> lines = new ArrayList<>(Collections.nCopies(199, "\tw1 w2"));
    lines.add("good\tw13 w14");
    Path valid = Files.write(folder.resolve("valid.tsv"), lines);
    SmallRun run =
        small(
            "{kind: supervised}",
            "data.valid=" + valid,
            "train.validationSentences=5",
            "train.epochs=1");
    try (Model model = published(run, "run")) {
      assertThat(model.spec().labels()).containsExactly(LABELS);
    }
  }

  @Test
  void howManyLabelsAreToldIsSaid() {
    List<String> messages = new ArrayList<>();
    small("{kind: supervised}", "train.labelledBatch=0")
        .begin(folder.resolve("few"), SmallRun.hearing(messages))
        .close();
    assertThat(messages)
        .singleElement()
        .asString()
        .matches("24 of 3\\d\\d labelled sentences are told their label \\(data.labelled\\)");
    messages.clear();
    small("{kind: supervised}", "train.labelledBatch=0", "data.labelled=0")
        .begin(folder.resolve("all"), SmallRun.hearing(messages))
        .close();
    assertThat(messages).isEmpty();
  }

  @Test
  void moreTextIsTrainedOnWithoutItsLabels() throws IOException {
    Path more = Files.write(folder.resolve("more.tsv"), List.of("new\tw1 w40", "bad\tw41"));
    Path run = folder.resolve("run");
    SmallRun small = small("{kind: semiSupervised}", "data.unlabelled=" + more, "train.epochs=1");
    try (Training training = small.begin(run, TrainingListener.SILENT)) {
      TokenCache train = training.dataset().train();
      assertThat(training.dataset().labels()).containsExactly(LABELS);
      assertThat(Arrays.stream(train.labelCounts()).sum()).isEqualTo(24);
      assertThat(train.label(train.size() - 1)).isEqualTo(-1);
      assertThat(training.dataset().tokenizer().decode(train.tokens(train.size() - 1)))
          .isEqualTo("w41");
      training.train();
      new Publisher(training, TrainingListener.SILENT).publish(0);
    }
    try (Model model = Model.load(run)) {
      assertThat(unfamiliar(model, "w40 w41")).containsExactly(false);
    }
  }

  @ParameterizedTest
  @CsvSource({"shares,0.25", "uniform,0.5"})
  void aRunFromAModelLearnsHowFrequentLabelsAreAnew(String prior, double bad) {
    String classifier = "{kind: semiSupervised, prior: %s}".formatted(prior);
    try (Model model =
        published(
            small(shares(3), "{kind: semiSupervised, prior: shares}", "data.labelled=0"),
            "first")) {
      assertThat(bad(model.network())).isCloseTo(0.75, within(0.05));
      Path path = folder.resolve("second");
      SmallRun other = small(shares(1), classifier, "data.labelled=0");
      try (Training training = other.begin(path, start(model), TrainingListener.SILENT)) {
        assertThat(bad(training.network())).isCloseTo(bad, within(0.05));
      }
      try (Training training = Training.resume(path, List.of(), TrainingListener.SILENT)) {
        training.train();
        assertThat(bad(training.network())).isCloseTo(bad, within(0.05));
      }
    }
  }

  /** Of 400 sentences so many in four have the label bad, the others good. */
  private static List<String> shares(int inFour) {
    return IntStream.range(0, 400)
        .mapToObj(i -> i % 4 < inFour ? "bad\tw1 w%d".formatted(i % 7) : "good\tw2 w3")
        .toList();
  }

  private static double bad(Network network) {
    return Objects.requireNonNull(((LabelledVae) network).source()).labels()[0];
  }

  private static Training.Start start(Model model) {
    return new Training.Start(
        model.tokenizer(), model.network().parameters().toData(), model.spec().labels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.labelled=40", "data.labelSeed=2"})
  void aResumedClassifierIsToldTheLabelsThatItWasTold(String override) {
    Path run = folder.resolve("run");
    small("{kind: supervised}").stopAt(run, 1);
    assertThatThrownBy(() -> SmallRun.resume(run, override))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the run began with 24 by 1")
        .hasMessageContaining("begin a new run");
    assertThat(SmallRun.resume(run, "data.labelled=24")).contains("going on from step 1");
  }

  @Test
  void aClassifierIsNotCalledAlive() throws IOException {
    try (Model model = published("{kind: semiSupervised}", "run")) {
      assertThat(MetricsLog.read(new RunFolder(folder.resolve("run")).metrics()))
          .filteredOn(row -> row.values().containsKey("accuracy"))
          .isNotEmpty()
          .noneMatch(row -> row.values().containsKey("alive"));
      assertThat(model.spec().figures()).doesNotContainKey("alive");
    }
  }

  private void begin(SmallRun run) {
    run.begin(folder.resolve("run"), TrainingListener.SILENT).close();
  }

  @Test
  void aClassifierGoesOnWithItsOwnLabelsOnly() {
    try (Model model = published("{kind: supervised}", "first")) {
      Training.Start start = start(model);
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
