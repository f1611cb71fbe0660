package subtext.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeFourRows() throws IOException {
    file = folder.resolve("metrics.jsonl");
    try (MetricsLog log = MetricsLog.open(file)) {
      for (long step : new long[] {10, 20, 20, 30}) {
        log.append(step, Map.of("loss", step / 3.0));
      }
      log.sync();
    }
  }

  @Test
  void rowsAreLinesOfJson() throws IOException {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("loss", 0.1);
    row.put("kl", Double.NaN);
    row.put("rate", Float.POSITIVE_INFINITY);
    row.put("phase", "warm-up");
    try (MetricsLog log = MetricsLog.open(file)) {
      log.append(40, row);
    }
    assertThat(Files.readAllLines(file).getLast())
        .isEqualTo("{\"step\":40,\"loss\":0.1,\"kl\":null,\"rate\":null,\"phase\":\"warm-up\"}");
    assertThat(MetricsLog.read(file).getLast().values())
        .containsEntry("kl", null)
        .containsEntry("phase", "warm-up");
  }

  @Test
  void numbersAreReadBackToTheLastBit() throws IOException {
    assertThat(MetricsLog.read(file))
        .extracting(row -> row.values().get("loss"))
        .containsExactly(10 / 3.0, 20 / 3.0, 20 / 3.0, 10.0);
  }

  @Test
  void rowsPastTheCheckpointAreCutOff() throws IOException {
    MetricsLog.truncateAfter(file, 20);
    assertThat(MetricsLog.read(file))
        .extracting(MetricsLog.Row::step)
        .containsExactly(10L, 20L, 20L);

    try (MetricsLog log = MetricsLog.open(file)) {
      log.append(25, Map.of());
    }
    assertThat(Files.readAllLines(file)).hasSize(4).last().isEqualTo("{\"step\":25}");
  }

  @Test
  void cuttingBeforeTheFirstRowLeavesAnEmptyFile() throws IOException {
    MetricsLog.truncateAfter(file, 9);
    assertThat(file).isEmptyFile();
  }

  @Test
  void cuttingAMissingFileIsNoError() throws IOException {
    MetricsLog.truncateAfter(folder.resolve("missing"), 5);
    assertThat(MetricsLog.read(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void aLastLineTornAnywhereIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    String last = Files.readAllLines(file).getLast() + "\n";
    for (int lost = 1; lost <= last.length(); lost++) {
      Files.write(file, Arrays.copyOf(whole, whole.length - lost));
      try (MetricsLog log = MetricsLog.open(file)) {
        log.append(31, Map.of());
      }
      assertThat(MetricsLog.read(file))
          .extracting(MetricsLog.Row::step)
          .containsExactly(10L, 20L, 20L, 31L);
    }
  }

  @Test
  void zeroesOfAPowerCutAreCutOff() throws IOException {
    Files.write(file, new byte[100], StandardOpenOption.APPEND);
    MetricsLog.truncateAfter(file, 30);
    assertThat(Files.readAllLines(file)).hasSize(4);
  }

  @Test
  void aDamagedLineInTheMiddleCostsOnlyItself() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] ^= 1;
    Files.write(file, bytes);
    MetricsLog.truncateAfter(file, 20);
    assertThat(MetricsLog.read(file)).extracting(MetricsLog.Row::step).containsExactly(20L, 20L);
  }
}
