package subtext.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import subtext.decoder.DecoderConfig;
import subtext.encoder.EncoderConfig;
import subtext.error.InputException;
import subtext.model.ClassifierConfig;
import subtext.nn.Cell;

class RecipeTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.yaml"), text);
  }

  static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../recipes"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void recipesAreShipped() throws IOException {
    assertThat(shipped()).hasSizeGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedRecipeIsReadHasItsFilesNameAndComesBackFromItsOwnYaml(Path shipped)
      throws IOException {
    Recipe recipe = Recipe.read(shipped, List.of());
    assertThat(shipped.getFileName()).hasToString(recipe.name() + ".yaml");
    assertThat(recipe.description()).isNotBlank();
    assertThat(Recipe.read(file(recipe.toYaml()), List.of())).isEqualTo(recipe);
  }

  @Test
  void anEmptySectionMeansTheDefaults() throws IOException {
    Recipe recipe = Recipe.read(file("name: mine\ntrain:\n"), List.of());
    assertThat(recipe.train()).isEqualTo(TrainConfig.DEFAULT);
    assertThat(Recipe.of(List.of())).isEqualTo(Recipe.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objective={bound: iwae, freeBits: total}|objective.freeBits: without effect",
        "objective.bound=iwae model.bagOfWords=1|model.bagOfWords: without effect",
        "model.posterior=delta objective.rate=5|objective.rate: without effect",
        "model={posterior: vonMisesFisher, prior: uniform} objective.freeBits=total|no training",
        "model.prior=mixture objective.freeBits=perDimension|kind total says so",
        "model.posterior=flow objective.freeBits=perDimension|kind total says so",
        "task=language-model objective.rate=5|objective.rate: without effect on a language model",
        "task=language-model objective.pretrainEpochs=2|objective.pretrainEpochs: without effect",
        "task=language-model objective.bound=infoVae|objective.bound: without effect",
        "task=language-model model.bagOfWords=1|model.bagOfWords: without effect",
        "task=language-model sampling.prior=mixture|sampling.prior: without effect",
        "task=classify model.classifier=supervised objective.rate=5|objective.rate: without effect"
            + " on a supervised",
        "model.classifier=latents|model.classifier: without effect",
        "task=translate sampling.prior=mixture|sampling.prior: without effect",
        "task=translate model.latent=0 objective.freeBits=total|objective.freeBits: without effect",
        "task=translate model.latent=0 model.bagOfWords=1|model.bagOfWords: without effect",
        "task=translate model.latent=0 model.priorShare=0.5|model.priorShare: without effect",
        "model.priorShare=0.5|model.priorShare: without effect where no source",
        "model.posterior=batchNorm train.averageEpochs=2|train.averageEpochs: what",
        "data.labelled=5|data.labelled: without effect",
        "train.labelledBatch=5|train.labelledBatch: without effect",
        "task=classify model.classifier=supervised train.labelledBatch=5|train.labelledBatch:"
            + " without"
      })
  void whatHasNoEffectIsSaid(String settings, String caution) {
    Recipe recipe = Recipe.of(List.of(settings.split(" (?=[a-z]+\\.)")));
    assertThat(recipe.cautions()).hasSize(1).first().asString().contains(caution);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedRecipeMeansWhatItSays(Path shipped) {
    assertThat(Recipe.read(shipped, List.of()).cautions()).isEmpty();
  }

  @Test
  void whatIsSetWithinASectionOutlivesAnotherKindOfIt() throws IOException {
    Path file = file("model: {classifier: {kind: supervised, head: {dropout: 0.5}}}\n");
    ClassifierConfig changed =
        Recipe.read(
                file, List.of("model.classifier.head.dropout=0.7", "model.classifier.kind=latents"))
            .model()
            .classifier();
    assertThat(changed)
        .isEqualTo(
            Recipe.of(List.of("model.classifier={kind: latents, head: {dropout: 0.7}}"))
                .model()
                .classifier());
  }

  @Test
  void anotherKindOfTheSameNetworkKeepsWhatTheFileSaysOfIt() throws IOException {
    Path file =
        file(
            """
            tokens: {kind: whitespace, minCount: 3}
            model:
              encoder: {kind: lstm, hidden: 17, layers: 2}
              decoder: {kind: gru, hidden: 19}
            """);
    Recipe changed =
        Recipe.read(
            file,
            List.of("tokens.kind=word", "model.encoder.kind=gru", "model.decoder={kind: lstm}"));
    assertThat(changed.tokens().minCount()).isEqualTo(3);
    assertThat(changed.model().encoder())
        .isInstanceOfSatisfying(
            EncoderConfig.Recurrent.class,
            encoder -> {
              assertThat(encoder.kind()).isEqualTo(Cell.GRU);
              assertThat(encoder.hidden()).isEqualTo(17);
              assertThat(encoder.layers()).isEqualTo(2);
            });
    assertThat(changed.model().decoder())
        .isInstanceOfSatisfying(
            DecoderConfig.Recurrent.class, decoder -> assertThat(decoder.hidden()).isEqualTo(19));
    assertThat(Recipe.read(file, List.of("model.encoder=rnn")).model().encoder())
        .isInstanceOfSatisfying(
            EncoderConfig.Recurrent.class, encoder -> assertThat(encoder.hidden()).isEqualTo(17));
    Recipe other = Recipe.read(file, List.of("model.encoder={hidden: 5, kind: bag}"));
    assertThat(other.model().encoder())
        .isEqualTo(Recipe.of(List.of("model.encoder={kind: bag, hidden: 5}")).model().encoder());
  }

  @Test
  void settingsComeAfterTheFile() throws IOException {
    Path file = file("train: {epochs: 3, batch: 8}\n");
    TrainConfig train = Recipe.read(file, List.of("train.epochs=7", "train.epochs=9")).train();
    assertThat(train.epochs()).isEqualTo(9);
    assertThat(train.batch()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian: {epochs: 3}|mine.yaml:2: trian: unknown key; did you mean 'train'?",
        "train: {ephocs: 3}|mine.yaml:2: train.ephocs: unknown key; did you mean 'epochs'?",
        "train: {epochs: 0}|mine.yaml:2: train.epochs: 0 is out of range; allowed: 1 or more",
        "train: {epochs: many}|mine.yaml:2: train.epochs: 'many' is no",
        "train: {keepCheckpoints: 1}|train.keepCheckpoints: 1 is out of range; allowed: 2 or more",
        "train: {optimizer: {kind: adma}}|optimizer.kind: 'adma' is unknown; did you mean 'adam'?",
        "train: {schedule: {kind: plateau, factor: 2}}|train.schedule.factor: 2 is out of range",
        "data: {validShare: 0.9}|mine.yaml:2: data.validShare: 0.9 is out of range",
        "tokens: {vocabulary: -1}|mine.yaml:2: tokens.vocabulary: -1 is out of range",
        "objective: {rate: -3}|mine.yaml:2: objective.rate: -3 is out of range",
        "model: {latent: -1}|mine.yaml:2: model.latent: -1 is out of range",
        "train: {batch: 2000000}|mine.yaml:2: train.batch: 2000000 is out of range",
        "model: {latent: 1, posterior: vonMisesFisher, prior: uniform}|latent: 1 is out of range",
        "task: poetry|mine.yaml:2: task: 'poetry' is unknown",
      })
  void whatIsWrongIsNamedWithFileLineAndKey(String line, String message) throws IOException {
    Path file = file("name: mine\n" + line + "\n");
    assertThatThrownBy(() -> Recipe.read(file, List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aMixtureIsNoPriorOnTheSphere() {
    List<String> sphere = List.of("model={posterior: vonMisesFisher, prior: uniform}");
    Recipe recipe = Recipe.of(sphere);
    assertThatThrownBy(() -> recipe.with(List.of("sampling.prior=mixture")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("points on the sphere");
  }

  @Test
  void aSettingThatIsWrongIsNamed() {
    assertThatThrownBy(() -> Recipe.of(List.of("train.ephocs=3")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--set train.ephocs=3")
        .hasMessageContaining("did you mean 'epochs'?");
  }
}
