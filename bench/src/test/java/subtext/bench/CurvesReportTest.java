package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import subtext.bench.CurvesBenchmark.Way;

class CurvesReportTest {
  private static CurvesReport report() {
    Settings settings =
        new Settings(Path.of(".."), null, null, List.of(), 2, 1, List.of(), List.of(), 2, 7);
    SequencedMap<Way, List<List<CurvePoint>>> curves = new LinkedHashMap<>();
    curves.put(Way.FLOAT32, List.of(curve(120, 110), curve(122, 114)));
    curves.put(Way.PEER, List.of(curve(121, 110), curve(122, 113)));
    return CurvesReport.of(
        settings,
        Workload.PTB,
        new MachineFacts("Some CPU", 2, 8000, "Linux", "25", "2.10.0", "AVX512", 2, "1.13.1"),
        curves);
  }

  private static List<CurvePoint> curve(double first, double second) {
    return List.of(new CurvePoint(1, first, 0.5, 90), new CurvePoint(2, second, 0.25, 180));
  }

  @Test
  void meansOfTheSeedsAreCompared() {
    List<CurvesReport.CurveRow> rows = report().curves();
    assertThat(rows).extracting(CurvesReport.CurveRow::key).containsExactly("float32", "peer");
    assertThat(rows.get(0).nll()).containsExactly(121.0, 112.0);
    assertThat(rows.get(0).difference()).containsExactly(0.0, 0.0);
    assertThat(rows.get(1).nll()).containsExactly(121.5, 111.5);
    assertThat(rows.get(1).difference()).containsExactly(0.5, -0.5);
  }

  @Test
  void aTableHasARowForEachEpoch() {
    assertThat(report().lines())
        .anyMatch(line -> line.startsWith("curves, ptb") && line.endsWith("2 seeds from 7"))
        .anyMatch(
            line -> line.matches("1 +121\\.00 \\(0\\.50\\) +121\\.50 \\(0\\.50\\) +\\+0\\.500"))
        .anyMatch(
            line -> line.matches("2 +112\\.00 \\(0\\.25\\) +111\\.50 \\(0\\.25\\) +-0\\.500"));
  }

  @Test
  void thePictureSpansTheSeeds() {
    assertThat(report().svg()).contains(">subtext float32<", ">peer<", ">110<", ">125<");
  }
}
