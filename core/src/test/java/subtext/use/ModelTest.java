package subtext.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.model.TinyModels;
import subtext.tensor.Scope;

class ModelTest {
  private static final List<String> TEXTS = TinyModels.sentences(150);

  @TempDir Path folder;

  @Test
  void aModelThatWasSavedAndLoadedIsTheSame() {
    Path saved = folder.resolve("model");
    List<Generate.Sample> samples;
    float[] vector;
    try (Model model = TinyModel.vae(TinyModel.MIXTURE)) {
      model.save(saved);
      samples = new Generate(model).generate(Generate.Request.DEFAULT);
      vector = new Encode(model).vector("a b c");
      assertThat(saved.resolve("README.md")).content().contains("tiny", "mixture", "12.5");
    }
    try (Model model = Model.load(saved)) {
      assertThat(model.spec().labels()).containsExactly("good", "bad");
      assertThat(model.spec().model()).isEqualTo(TinyModels.CONFIG);
      assertThat(new Encode(model).vector("a b c")).containsExactly(vector, within(0f));
      assertThat(new Generate(model).generate(Generate.Request.DEFAULT).stream())
          .extracting(Generate.Sample::text)
          .isEqualTo(samples.stream().map(Generate.Sample::text).toList());
    }
  }

  @Test
  void theHashIsThatOfWhatAModelMakesOfTexts() {
    String hash;
    try (Model model = TinyModel.vae()) {
      hash = model.sha256();
      model.save(folder.resolve("model"));
    }
    try (Model same = Model.load(folder.resolve("model"));
        Model written = TinyModel.vae(0.5);
        Model other = TinyModel.autoencoder()) {
      assertThat(same.sha256()).isEqualTo(hash).hasSize(64);
      assertThat(written.sha256()).as("another temperature").isEqualTo(hash);
      assertThat(other.sha256()).isNotEqualTo(hash);
    }
  }

  @Test
  void aLoadedModelLeavesNoTensorBehind() {
    try (Model model = TinyModel.vae()) {
      model.save(folder.resolve("model"));
    }
    long before = Scope.liveTensors();
    try (Model model = Model.load(folder.resolve("model"))) {
      new Encode(model).vector("a");
    }
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  @Test
  void aDamagedModelIsRefused() throws IOException {
    Path saved = folder.resolve("model");
    try (Model model = TinyModel.vae()) {
      model.save(saved);
    }
    Path config = saved.resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("\"latent\" : 4", "\"latent\" : 5"));
    long before = Scope.liveTensors();
    assertThatThrownBy(() -> Model.load(saved)).isInstanceOf(CorruptFileException.class);
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  @Test
  void aFolderWithoutAModelIsTheCallersFault() {
    assertThatThrownBy(() -> Model.load(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds no model");
  }

  @Test
  void aClosedModelSaysSo() {
    Model model = TinyModel.vae();
    Encode encode = new Encode(model);
    model.close();
    model.close();
    assertThatThrownBy(() -> encode.vector("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aLanguageModelOnlyGeneratesAndScores() {
    try (Model model = TinyModel.languageModel()) {
      assertThatThrownBy(() -> new Encode(model))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("language model");
      assertThat(new Generate(model).sentences(3, 1)).hasSize(3).doesNotContain("");
      assertThat(new Score(model).nats("a b")).isPositive();
    }
  }

  @Test
  void manyThreadsGetTheAnswersOfOne() {
    try (Model model = TinyModel.vae()) {
      Encode encode = new Encode(model);
      List<float[]> serial = TEXTS.stream().map(encode::vector).toList();
      List<float[]> parallel = TEXTS.parallelStream().map(encode::vector).toList();
      IntStream.range(0, TEXTS.size())
          .forEach(n -> assertThat(parallel.get(n)).containsExactly(serial.get(n), within(1e-6f)));
    }
  }
}
