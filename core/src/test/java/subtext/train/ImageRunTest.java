package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.data.DataFolders;
import subtext.data.IdxFiles;
import subtext.data.Portion;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.eval.Evaluation;
import subtext.eval.EvaluationSettings;
import subtext.eval.Evaluator;
import subtext.recipe.Recipe;
import subtext.report.RunReport;
import subtext.store.RunFolder;
import subtext.text.Columns;
import subtext.use.Encode;
import subtext.use.Generate;
import subtext.use.Images;
import subtext.use.Model;
import subtext.use.Reconstruct;
import subtext.use.Score;
import subtext.use.TinyModel;
import subtext.use.Writing;

/** Runs on images of bars, of which there are sixteen: a code of them takes log 16 = 2.8 nats. */
class ImageRunTest {
  /** Of the pixels, each white in an eighth of the images, on their own. */
  private static final double PIXEL_MEANS = 64 * (Math.log(8) - 7 * Math.log(7) / 8);

  @TempDir Path folder;

  private static List<String> settings(String likelihood, int epochs) {
    return List.of(
        "task=image",
        "data={validShare: 0.2, testShare: 0.2}",
        "model.latent=4",
        "model.encoder={kind: dense, pixels: grey, hidden: 32}",
        "model.decoder={kind: %s, network: {kind: dense, hidden: 32}}".formatted(likelihood),
        "objective={point: semantic, schedule: {kind: constant}}",
        "sampling.prior=standard",
        "train={epochs: %d, batch: 16, threads: 1, logSteps: 4, iwaeSamples: 2, patience: 0}"
            .formatted(epochs),
        "train.optimizer={kind: adam, learningRate: 0.01}");
  }

  private Path bars() {
    return IdxFiles.bars(folder, 320);
  }

  private Training begin(Path run, List<String> settings, TrainingListener listener) {
    DataFolders folders = new DataFolders(bars(), null, folder.resolve("none"));
    return Training.begin(Recipe.of(settings), folders, run, null, listener);
  }

  /** Trains to the end, and hands on what is published. */
  private void publish(List<String> settings, Consumer<Publisher.Published> look) {
    try (Training training = begin(folder.resolve("run"), settings, TrainingListener.SILENT)) {
      training.train();
      Publisher.Published published = new Publisher(training, TrainingListener.SILENT).publish(10);
      look.accept(published);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "convolution"})
  void barsAreLearntFarBelowWhatTheirPixelsSayOnTheirOwn(String network) {
    List<String> settings = new ArrayList<>(settings("bernoulli", 60));
    if (network.equals("convolution")) {
      settings.add("model.encoder={kind: convolution, channels: 16, hidden: 64}");
      settings.add("model.decoder.network={kind: convolution, channels: 16, hidden: 64}");
    }
    publish(
        settings,
        published -> {
          Evaluation found = (Evaluation) published.evaluation();
          assertThat(found.nll()).isLessThan(PIXEL_MEANS / 2);
          assertThat(found.bound()).isLessThan(found.nll());
          assertThat(found.tokens()).isEqualTo(64 * found.sentences());
          assertThat(found.ppl()).isCloseTo(Math.exp(found.nll() / 64), within(1e-9));
          assertThat(found.usage()).isGreaterThan(0);
          assertThat(found.contentF1()).isNull();
        });
  }

  @Test
  void theVarianceOfGreyPixelsIsLearnt() {
    double unlearnt = 32 * (Math.log(2 * Math.PI) + Math.log(7 / 64.0) + 1);
    publish(
        settings("gaussian", 30),
        published ->
            assertThat(((Evaluation) published.evaluation()).nll()).isLessThan(unlearnt - 30));
  }

  @Test
  void theModelThatIsWrittenDrawsAndMeasuresTheSame() {
    publish(
        settings("bernoulli", 2),
        published -> {
          try (Model loaded = Model.load(folder.resolve("run"))) {
            assertDrawsTheSame(loaded, published.model());
            assertMeasuresTheSame(loaded, (Evaluation) published.evaluation());
          }
        });
  }

  @Test
  void theRunShowsPictures() throws IOException {
    RunFolder run = new RunFolder(folder.resolve("run"));
    try (Training training = begin(run.path(), settings("bernoulli", 1), TrainingListener.SILENT)) {
      training.train();
      Publisher.Published published = new Publisher(training, TrainingListener.SILENT).publish(0);
      new RunReport(
              training.recipe(),
              training.run(),
              training.dataset(),
              published.model(),
              published.evaluation())
          .write();
    }
    assertThat(run.samples()).doesNotExist();
    for (String name : List.of("samples", "reconstructions", "traversal")) {
      assertThat(run.picture(name)).isNotEmptyFile();
    }
    assertThat(run.report())
        .content()
        .contains("What it draws", "data:image/png;base64,", "nats / image")
        .doesNotContain("nats / sentence<");
  }

  @Test
  void aHandfulOfHeldImagesIsShownOnceEach() throws IOException {
    RunFolder run = new RunFolder(folder.resolve("run"));
    DataFolders folders = new DataFolders(IdxFiles.bars(folder, 30), null, folder.resolve("none"));
    Recipe recipe = Recipe.of(settings("bernoulli", 1));
    try (Training training =
        Training.begin(recipe, folders, run.path(), null, TrainingListener.SILENT)) {
      training.train();
      new Publisher(training, TrainingListener.SILENT).publish(0);
      int held = (int) Objects.requireNonNull(training.dataset().test()).size();
      assertThat(held).isBetween(1, 9);
      BufferedImage sheet = ImageIO.read(run.picture("reconstructions").toFile());
      assertThat(sheet.getWidth()).isEqualTo(2 + held * 18);
      assertThat(sheet.getHeight()).isEqualTo(2 + 2 * 18);
    }
  }

  private static void assertDrawsTheSame(Model loaded, Model published) {
    Generate.Request request = new Generate.Request(3, Writing.DEFAULT.with(5), null, false);
    List<float[]> drawn = new Images(loaded).generate(request);
    assertThat(drawn).hasSize(3).allMatch(image -> image.length == 64);
    assertThat(drawn.get(2)).isEqualTo(new Images(published).generate(request).get(2));
  }

  /** On the portion of the test split, read anew. */
  private void assertMeasuresTheSame(Model loaded, Evaluation evaluation) {
    Portion whole = Portion.whole(bars(), Columns.FIRST);
    Portion test = new Portion(whole.file(), whole.columns(), whole.maxLineBytes(), 1, 0.2, 0.4);
    assertThat(
            new Evaluator(loaded.network(), 1, 256)
                .evaluate(
                    loaded.corpus(test, folder.resolve("again"), (done, all) -> {}),
                    new EvaluationSettings(10, 0))
                .nll())
        .isEqualTo(evaluation.nll());
  }

  @Test
  void aRunThatWasStoppedGoesOnBitForBit() {
    List<String> settings = settings("bernoulli", 3);
    try (Training whole = begin(folder.resolve("whole"), settings, TrainingListener.SILENT)) {
      whole.train();
    }
    SmallRun.During stop =
        new SmallRun.During(
            (training, progress) -> {
              if (progress.step() == 7) {
                training.stop();
              }
            });
    try (Training stopped = begin(folder.resolve("run"), settings, stop)) {
      stop.training = stopped;
      assertThat(stopped.train()).isEqualTo(Trainer.Outcome.STOPPED);
    }
    SmallRun.resume(folder.resolve("run"));
    assertThat(SmallRun.results(folder.resolve("run")))
        .isEqualTo(SmallRun.results(folder.resolve("whole")));
  }

  @Test
  void whatWantsTextSaysThatTheModelIsOneOfImages() {
    publish(
        settings("bernoulli", 1),
        published -> {
          Model model = published.model();
          assertOfImages(() -> new Generate(model).sentences(1, 1));
          assertOfImages(() -> new Encode(model).vector("a text"));
          assertOfImages(() -> new Reconstruct(model).reconstruct("a text"));
          assertOfImages(() -> new Score(model).nats("a text"));
          Path text = file("texts.txt", "one\ntwo\n");
          assertThatThrownBy(
                  () ->
                      model.corpus(
                          Portion.whole(text, Columns.FIRST),
                          folder.resolve("texts"),
                          (done, all) -> {}))
              .isInstanceOf(CorruptFileException.class)
              .hasMessageContaining("texts.txt is no IDX file");
        });
  }

  private Path file(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertOfImages(ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("reads and draws images, not text");
  }

  @Test
  void aModelOfTextDrawsNoImages() {
    try (Model text = TinyModel.vae()) {
      assertThatThrownBy(() -> new Images(text))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("writes text, and draws no images");
    }
  }
}
