package subtext.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.Batch;
import subtext.decoder.Likelihood;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Autograd;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.use.Encode;
import subtext.use.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code python/subtext_model.py} beside the library; only where Python has PyTorch. */
class PythonReaderTest {
  private static final List<String> SENTENCES =
      List.of("the team is a unit", "music at night, they said: 3 times!", "café");

  @TempDir Path folder;

  @Test
  void bytePairsAndBothDirections() throws Exception {
    assertTheSame(SmallRun.HOME.resolve("models/quickstart-en"), SENTENCES);
  }

  @Test
  void wordsAndGates() throws Exception {
    Path run = folder.resolve("run");
    CommandLineRun trained =
        SmallRun.train(
            SmallRun.corpus(folder),
            run,
            "tokens={kind: whitespace, minCount: 1}",
            "model.encoder={kind: gru, layers: 2, pooling: mean, embedding: 8, hidden: 8}",
            "model.decoder={kind: gru, layers: 2, embedding: 8, hidden: 8}");
    assertThat(trained.status()).as(trained.err()).isZero();
    assertTheSame(run, List.of("the cat sees sea 3", "a whale sees"));
  }

  @Test
  void whatItWouldReadOtherwiseIsRefused() throws Exception {
    Path run = folder.resolve("words");
    CommandLineRun trained =
        SmallRun.train(SmallRun.corpus(folder), run, "tokens={kind: word, minCount: 1}");
    assertThat(trained.status()).as(trained.err()).isZero();
    Process python =
        new ProcessBuilder(python(), script(), run.toString(), "the cat")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(python.getInputStream().readAllBytes(), UTF_8))
        .contains("tokens.kind is word");
    assertThat(python.waitFor()).isNotZero();
  }

  private static void assertTheSame(Path folder, List<String> sentences) throws Exception {
    List<String> command = new ArrayList<>(List.of(python(), script(), folder.toString()));
    command.addAll(sentences);
    List<JsonNode> found = run(command).lines().map(JsonMapper.shared()::readTree).toList();
    try (Model model = Model.load(folder)) {
      List<Encode.Encoding> expected = new Encode(model).encode(sentences);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.size(); i++) {
        String sentence = sentences.get(i);
        float[] mean = expected.get(i).mean();
        assertThat(JsonMapper.shared().convertValue(found.get(i).get("mean"), float[].class))
            .as(sentence)
            .containsExactly(mean, within(1e-4f));
        assertThat(found.get(i).get("kl").asDouble())
            .as(sentence)
            .isCloseTo(expected.get(i).kl(), within(1e-4));
        assertThat(found.get(i).get("rec").asDouble())
            .as(sentence)
            .isCloseTo(nats(model, sentence, mean), within(1e-4));
      }
    }
  }

  /** -log p(x|z). */
  private static double nats(Model model, String sentence, float[] z) {
    try (Scope scope = Scope.open()) {
      Batch batch = Batch.of(List.of(model.tokenizer().encode(sentence)));
      Pass pass = Pass.evaluation(new Noise(1, 0), batch.examples());
      Likelihood decoder = Objects.requireNonNull(model.network().likelihood());
      Observed x = Observed.of(batch, model.device());
      return Autograd.without(
          () -> decoder.reconstruction_B(x, Tensor.of(z, 1, z.length), pass).item());
    }
  }

  private static String script() {
    return SmallRun.HOME.resolve("python/subtext_model.py").toString();
  }

  private static String python() throws Exception {
    String named = System.getenv("SUBTEXT_PYTHON");
    String python = named == null ? "/usr/bin/python3" : named;
    assumeTrue(
        Files.isExecutable(Path.of(python))
            && new ProcessBuilder(python, "-c", "import torch").start().waitFor() == 0,
        python + " has no PyTorch (Debian: python3-torch)");
    return python;
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
