package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.FakeNetwork;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.eval.Figures;
import subtext.store.ModelFile;
import subtext.store.ModelParts;
import subtext.use.Encode;
import subtext.use.Generate;
import subtext.use.Model;
import subtext.use.Reconstruct;
import subtext.use.Score;

/** Runs whose encoder reads what a frozen network makes of the sentences. */
class PretrainedRunTest {
  @TempDir Path folder;

  private SmallRun small() {
    return SmallRun.in(
        folder, "model.encoder={kind: pretrained, network: fake, hidden: 16, dropout: 0.2}");
  }

  private Path run() {
    return folder.resolve("run");
  }

  @Test
  void theNetworkReadsEachSentenceOnceAndARunThatWasStoppedGoesOnBitForBit() {
    long before = FakeNetwork.read();
    small().train(folder.resolve("whole"));
    long once = FakeNetwork.read() - before;
    assertThat(once).as("equal ones together").isBetween(50L, 100L);
    small().stopAt(run(), 7);
    SmallRun.resume(run());
    assertThat(FakeNetwork.read() - before).isEqualTo(2 * once);
    assertThat(SmallRun.results(run())).isEqualTo(SmallRun.results(folder.resolve("whole")));
  }

  @Test
  void howFarTheNetworkHasReadIsTold() {
    List<String> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void reading(String name, long done, long all) {
            told.add(name + " " + (done == 0 ? "begins" : done == all ? "ends" : done));
          }
        };
    small().begin(run(), listener).close();
    assertThat(told).containsExactly("fake begins", "fake ends", "fake begins", "fake ends");
  }

  @Test
  void theModelThatIsWrittenReadsLiveTextAsItsCorpus() {
    TokenCache valid;
    Figures evaluation;
    List<String> texts;
    try (Training training = small().begin(run(), TrainingListener.SILENT)) {
      training.train();
      valid = training.dataset().valid();
      texts =
          LongStream.range(0, valid.size())
              .mapToObj(i -> training.dataset().tokenizer().decode(valid.tokens(i)))
              .toList();
      Publisher.Published published = new Publisher(training, TrainingListener.SILENT).publish(0);
      evaluation = published.evaluation();
    }
    try (Model model = Model.load(run())) {
      double kl =
          new Encode(model)
              .encode(texts).stream().mapToDouble(Encode.Encoding::kl).average().orElseThrow();
      assertThat(kl).isPositive().isCloseTo(evaluation.numbers().get("kl"), within(1e-5));
      assertThat(new Score(model).nats(texts.getFirst())).isPositive();
      assertThat(new Reconstruct(model).reconstruct(texts.getFirst())).isNotBlank();
      assertThat(new Generate(model).sentences(3, 1)).hasSize(3);
    }
  }

  @Test
  void theModelNamesTheNetworkAndIsRefusedWithoutIt() {
    try (Training training = small().begin(run(), TrainingListener.SILENT)) {
      new Publisher(training, TrainingListener.SILENT).publish(0);
    }
    ModelParts parts = ModelFile.read(run());
    String sha256 = new FakeNetwork().sha256();
    assertThat(parts.configJson()).contains("\"sha256\" : \"" + sha256 + "\"");
    assertThat(parts.weights().keySet()).allMatch(name -> !name.contains("fake"));
    refused(parts, sha256, "0123", "SHA-256 0123");
    refused(parts, "\"fake\"", "\"other\"", "no pretrained network 'other'");
  }

  private void refused(ModelParts parts, String old, String changed, String message) {
    Path model = folder.resolve("changed");
    String config = parts.configJson().replace(old, changed);
    ModelFile.write(
        model, new ModelParts(config, parts.weights(), parts.tokenizerFiles(), parts.card()));
    assertThatThrownBy(() -> Model.load(model))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
