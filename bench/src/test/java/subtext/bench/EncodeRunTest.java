package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.tensor.Device;
import subtext.tensor.Precision;

class EncodeRunTest {
  @Test
  void encodersAreMeasuredInTurnAndOnlyTheScoredOnesHaveACorrelation(@TempDir Path folder) {
    Path home = Path.of("..").toAbsolutePath();
    Settings settings =
        new Settings(
            home,
            null,
            null,
            List.of(),
            1,
            0.01,
            List.of("random", "random-bfloat16"),
            List.of(),
            5,
            1);
    EncodeRun run = EncodeRun.measure(new Job(Workload.TINY, folder, 0, settings));
    assertThat(run.speeds())
        .hasSize(Precision.BFLOAT16.isSuitedTo(Device.CPU) ? 2 : 1)
        .allSatisfy(
            speed -> {
              assertThat(speed.dimensions()).isEqualTo(Workload.TINY.latent());
              assertThat(speed.together()).isPositive();
              assertThat(speed.alone()).isPositive();
              assertThat(speed.spearman()).isNull();
            });
  }

  @Test
  void theBetterRateIsComparedWithTheBetterOneOfMiniLm() {
    EncodeRun run =
        new EncodeRun(
            10,
            List.of(
                new EncodeRun.Speed("model", "ours", 32, 4_000, 900, 0.5),
                new EncodeRun.Speed("minilm", "MiniLM", 384, 300, 400, 0.8)));
    Settings settings =
        new Settings(Path.of(".."), null, null, List.of(), 1, 1, List.of(), List.of(), 5, 1);
    EncodeReport report =
        EncodeReport.of(
            settings,
            Workload.PTB,
            new MachineFacts("Some CPU", 2, 8000, "Linux", "25", "2.10.0", "AVX512", 2, null),
            List.of(run, run));
    assertThat(report.lines())
        .contains(
            "ours             32                  4000 (4000-4000)         900 (900-900)       "
                + " 10.00     0.500",
            "MiniLM          384                     300 (300-300)         400 (400-400)        "
                + " 1.00     0.800");
  }
}
