package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartCommandTest {
  @TempDir Path home;

  /** An installation whose quickstart is small. */
  @Test
  void trainsMeasuresAndShowsSamplesAndAWayBetweenThem() throws IOException {
    Path corpus = SmallRun.corpus(home);
    Files.createDirectory(home.resolve("recipes"));
    Files.writeString(
        home.resolve("recipes/quickstart-en.yaml"),
        """
        name: quickstart-en
        data: {train: %s}
        tokens: {kind: bpe, vocabulary: 300}
        model: {latent: 4, encoder: {embedding: 8, hidden: 8}, decoder: {embedding: 8, hidden: 8}}
        train: {epochs: 1, threads: 1}
        """
            .formatted(corpus));
    Path out = home.resolve("run");
    CommandLineRun run =
        CommandLineRun.of(
            home,
            "quickstart",
            "--out",
            out.toString(),
            "--set",
            "train.seed=1",
            "train.keepCheckpoints=2");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("nll_iwae", "alive", "New sentences (seed 1):", "From the first of them")
        .contains("report.html");
    assertThat(out.resolve("report.html")).exists();
    CommandLineRun.of(home, "quickstart", "fr").assertRefused("quickstart fr: choose en or zh");
  }
}
