package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks that come with the application, from training to the verbs. */
class PretrainedEncoderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"minilm", "bge-small-zh"})
  void aModelTrainsEvaluatesAndIsUsedWithFeaturesOfItsNetwork(String network) throws IOException {
    Path corpus = SmallRun.corpus(folder);
    Path run = folder.resolve("run");
    CommandLineRun trained =
        SmallRun.train(
            corpus, run, "model.encoder={kind: pretrained, network: %s}".formatted(network));
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(trained.err()).contains(network + " reads ");
    String model = run.toString();
    assertThat(out("evaluate", model, corpus.toString(), "--iwae", "0")).contains("nll");
    assertThat(out("encode", model, "the cat sees sea 3", "the dog sees sea 3").lines())
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(out("reconstruct", model, "the cat sees sea 3")).isNotBlank();
    assertThat(Double.parseDouble(out("score", model, "the cat").split("\t", 2)[0])).isPositive();
    String index = folder.resolve("index").toString();
    assertThat(
            out(
                "search",
                model,
                corpus.toString(),
                "the dog sees sea 3",
                "-k",
                "1",
                "--index",
                index))
        .isEqualTo("1.0000\t4\tthe dog sees sea 3\n");
  }

  @Test
  void anUnknownNetworkIsBadInputThatNamesTheKnownOnes() throws IOException {
    CommandLineRun trained =
        SmallRun.train(
            SmallRun.corpus(folder),
            folder.resolve("run"),
            "model.encoder={kind: pretrained, network: bert}");
    assertThat(trained.status()).isEqualTo(2);
    assertThat(trained.err())
        .contains("model.encoder.network", "'bert'", "it has bge-small-zh, minilm");
  }

  private static String out(String... arguments) {
    CommandLineRun run = CommandLineRun.of(SmallRun.HOME, arguments);
    assertThat(run.status()).as(List.of(arguments) + ": " + run.err()).isZero();
    return run.out();
  }
}
