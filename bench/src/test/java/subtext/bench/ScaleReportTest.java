package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.bench.ScaleBenchmark.Group;
import subtext.bench.ScaleBenchmark.Point;
import subtext.tensor.Precision;

class ScaleReportTest {
  private static final Settings SETTINGS =
      new Settings(Path.of(".."), null, null, List.of(), 1, 0.02, List.of(), List.of(1), 5, 1);

  private static ScaleReport report(SequencedMap<Point, List<ScaleRow.Run>> runs) {
    return ScaleReport.of(
        SETTINGS,
        Workload.PTB,
        new MachineFacts("Some CPU", 2, 8000, "Linux", "25", "2.10.0", "AVX512", 2, null),
        Precision.BFLOAT16,
        List.of(new GemmRates(200, 800.0)),
        runs);
  }

  private static List<ScaleRow.Run> steps(long tokens) {
    return List.of(ScaleRow.Run.of(new Measurement(tokens, tokens / 10, 2, 5, 300_000_000, 0, 1)));
  }

  @Test
  void rowsAreComparedWithTheFirstOfTheirGroupAndDrawn() {
    SequencedMap<Point, List<ScaleRow.Run>> runs = new LinkedHashMap<>();
    runs.put(new Point(Group.THREADS, 1, Workload.PTB), steps(20_000));
    runs.put(new Point(Group.THREADS, 2, Workload.PTB), steps(30_000));
    runs.put(new Point(Group.LATENT, 16, Workload.PTB.withLatent(16)), steps(10_000));
    ScaleReport report = report(runs);
    assertThat(report.rows()).extracting(ScaleRow::ratio).containsExactly(1.0, 1.5, 1.0);
    assertThat(report.rows()).extracting(ScaleRow::stepMilliseconds).containsOnly(400.0);
    assertThat(report.lines()).contains("gemm: bfloat16 800 (800-800) GFLOP/s");
    assertThat(report.svg())
        .contains("tokens/s by threads", "resident MB by threads", ">dimensions of z (log)<")
        .doesNotContain("by corpus");
  }

  @Test
  void theWholeTrainerSaysWhatTokenisingTook(@TempDir Path folder) throws IOException {
    Path text = folder.resolve("text.txt");
    ZipfText.write(text, 100_000, 1);
    CorpusRun run = CorpusRun.measure(new Job(Workload.TINY, folder, 2, SETTINGS).on(text));
    assertThat(run.tokens()).isBetween(15_000L, 40_000L);
    assertThat(run.tokenisingSeconds()).isPositive();
    assertThat(run.training().tokensPerSecond()).isPositive();
    SequencedMap<Point, List<ScaleRow.Run>> runs = new LinkedHashMap<>();
    runs.put(new Point(Group.CORPUS, 1, Workload.TINY), List.of(ScaleRow.Run.of(run)));
    assertThat(report(runs).rows().getFirst().trainer())
        .extracting(ScaleRow.Trainer::sentences)
        .isEqualTo(run.sentences());
  }
}
