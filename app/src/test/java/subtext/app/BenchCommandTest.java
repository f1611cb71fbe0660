package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
