package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    assertThat(row.get("loss").asDouble()).as("7 tokens, 100 words").isBetween(25.0, 34.0);
  }

  private static JsonNode rows(String... arguments) {
    CommandLineRun run = run(arguments);
    assertThat(run.status()).as(run.err()).isZero();
    return JsonMapper.shared().readTree(run.out()).get("rows");
  }

  @Test
  void encodersAreMeasuredSideBySide() {
    JsonNode rows =
        rows("bench", "encode", "--size=tiny", "--rounds=1", "--seconds=0.02", "--json");
    assertThat(rows).hasSize(5);
    for (JsonNode row : rows) {
      assertThat(row.get("together").get("median").asDouble()).as("%s", row).isPositive();
      assertThat(row.get("spearman").isNull()).as("no scores without STS-B").isTrue();
    }
    assertThat(rows.get(4).get("name").asString()).isEqualTo("all-MiniLM-L6-v2 float32");
    assertThat(rows.get(4).get("ratio").asDouble()).isEqualTo(1);
  }

  @Test
  void theWholeTrainerIsMeasuredAndDrawn(@TempDir Path folder) throws IOException {
    Path svg = folder.resolve("scale.svg");
    JsonNode rows =
        rows(
            "bench",
            "scale",
            "--size=tiny",
            "--rounds=1",
            "--seconds=0.05",
            "--only=corpus",
            "--corpora=1",
            "--json",
            "--svg=" + svg);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).get("trainer").get("tokens").asLong()).isGreaterThan(100_000);
    assertThat(rows.get(0).get("tokensPerSecond").get("median").asDouble()).isPositive();
    assertThat(Files.readString(svg)).contains("tokens/s by corpus");
  }

  @ParameterizedTest
  @CsvSource({
    "--size=huge, 'ptb, yahoo, memory, tiny'",
    "--only=peers, 'bfloat16, float32, naive'",
    "--rounds=0, 1 to 1000",
    "--corpora=0, 1 to 100000",
    "--svg=a.svg, only scale is drawn",
    "fly, 'TRAIN, GENERATE, MEMORY'"
  })
  void whatDoesNotExistIsWrongUsageThatNamesWhatDoes(String argument, String names) {
    CommandLineRun run = run("bench", argument);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(names);
  }
}
