package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.tensor.Processor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {
  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(Path.of("..").toAbsolutePath().normalize(), arguments);
  }

  @Test
  void aVariantIsMeasuredInAProcessOfItsOwn() {
    CommandLineRun run =
        run(
            "bench",
            "train",
            "--size=tiny",
            "--rounds=1",
            "--seconds=0.05",
            "--only=float32",
            "--json");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(run.out());
    assertThat(report.get("machine").get("libtorch").asString()).matches("\\d+\\.\\d+\\.\\d+");
    JsonNode row = report.get("rows").get(0);
    assertThat(row.get("name").asString()).isEqualTo("subtext float32");
    assertThat(row.get("tokensPerSecond").get("median").asDouble()).isPositive();
    assertThat(row.get("loss").asDouble())
        .as("7 tokens, 100 words, after sixty steps")
        .isBetween(15.0, 34.0);
  }

  @Test
  void optionsBeforeAKindThatHasItsOwnAreRefused() {
    run("bench", "--rounds", "9", "serve").assertRefused("--rounds: serve has options of its own");
    run("bench", "--json", "classify", "--out", "cells").assertRefused("--json: classify");
  }

  @Test
  void curvesOfBothPrecisionsLieCloseTogether(@TempDir Path folder) throws IOException {
    Path svg = folder.resolve("curves.svg");
    CommandLineRun run =
        run(
            "bench",
            "curves",
            "--size=tiny",
            "--rounds=1",
            "--epochs=2",
            "--only=bfloat16,float32",
            "--svg=" + svg,
            "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("seed 1, subtext float32, epoch 2: -ELBO ");
    JsonNode curves = JsonMapper.shared().readTree(run.out()).get("curves");
    JsonNode float32 = curves.get(curves.size() - 1);
    assertThat(float32.get("nll").get(1).asDouble())
        .as("7 tokens, 100 words")
        .isBetween(22.0, 33.0);
    assertThat(float32.get("difference").get(0).asDouble()).isBetween(-0.1, 0.1);
    assertThat(svg).content().contains("subtext float32", ">epoch<");
    if (Processor.hasBfloat16()) {
      assertThat(svg).content().contains("subtext bfloat16");
    } else {
      assertThat(run.err()).contains("nothing in bfloat16: this processor has no instructions");
      assertThat(svg).content().doesNotContain("bfloat16");
    }
  }

  @Test
  void whatTheProcessorHasNoInstructionsForIsNotMeasured() {
    CommandLineRun run =
        run("bench", "--size=tiny", "--rounds=1", "--seconds=0.05", "--only=bfloat16");
    if (Processor.hasBfloat16()) {
      assertThat(run.out()).contains("subtext bfloat16", ", bfloat16 ");
    } else {
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("nothing is left to measure: nothing in bfloat16");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--size=huge, 'ptb, yahoo, memory, tiny'",
    "--only=peers, 'bfloat16, float32, naive'",
    "--rounds=0, 1 to 1000",
    "curves --epochs=0, 1 to 1000",
    "scale --corpora=0, 1 to 100000",
    "--svg=a.svg, 'does nothing with train, only with [curves, scale]'",
    "represent --seconds=2, '--seconds: does nothing with represent, only with [train, '",
    "represent --data=. --only=model, --model names none",
    "fly, 'TRAIN, GENERATE, MEMORY, CURVES'"
  })
  void whatDoesNotExistOrDoesNothingIsWrongUsageThatNamesWhatDoes(String arguments, String names) {
    CommandLineRun run = run(("bench " + arguments).split(" "));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(names);
  }
}
