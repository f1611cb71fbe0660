package subtext.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import subtext.tensor.Precision;

/** How the cost of training grows with threads, words, dimensions and text. */
public record ScaleReport(
    String kind,
    Workload workload,
    int rounds,
    double seconds,
    MachineFacts machine,
    String commit,
    Summary gemmBfloat16,
    List<ScaleRow> rows)
    implements Result {
  private static final List<String> HEADER =
      List.of(
          "size",
          "tokens/s (min-max)",
          "ratio",
          "ms/step",
          "GFLOP/s",
          "% of gemm",
          "MB",
          "MB without files",
          "tokenising s");

  static ScaleReport of(
      Settings settings,
      Workload workload,
      MachineFacts machine,
      List<GemmRates> gemm,
      SequencedMap<ScaleBenchmark.Point, List<ScaleRow.Run>> runs) {
    Summary rate = Summary.of(gemm, rates -> rates.of(Precision.BFLOAT16));
    List<ScaleRow> rows = new ArrayList<>();
    for (Map.Entry<ScaleBenchmark.Point, List<ScaleRow.Run>> run : runs.entrySet()) {
      String group = run.getKey().group().toString();
      double first =
          rows.stream()
              .filter(row -> row.group().equals(group))
              .findFirst()
              .map(row -> row.tokensPerSecond().median())
              .orElse(0.0);
      rows.add(ScaleRow.of(run.getKey(), run.getValue(), first, rate.median()));
    }
    return new ScaleReport(
        Kind.SCALE.toString(),
        workload,
        settings.rounds(),
        settings.seconds(),
        machine,
        MachineFacts.commit(settings.home()),
        rate,
        List.copyOf(rows));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(machine.line(commit));
    lines.add(
        "%s; %d rounds of %s s"
            .formatted(Table.sizes(kind, workload, "bfloat16, random sentences"), rounds, seconds));
    lines.add("gemm: bfloat16 %s GFLOP/s".formatted(Table.spread(gemmBfloat16)));
    lines.add("");
    lines.addAll(Table.aligned(HEADER, rows.stream().map(ScaleRow::cells).toList()));
    lines.add("");
    lines.add("ratio: tokens/s of the row over those of the first row of its group.");
    lines.add("corpus: the whole trainer on so many MB of text, with 256 MB of heap.");
    return lines;
  }

  /** Charts of speed and memory, a row a group. */
  @Override
  public String svg() {
    List<LineChart> charts = new ArrayList<>();
    for (ScaleBenchmark.Group group : ScaleBenchmark.Group.values()) {
      List<ScaleRow> mine =
          rows.stream().filter(row -> row.group().equals(group.toString())).toList();
      if (!mine.isEmpty()) {
        charts.add(chart(group, "tokens/s", mine, ScaleRow::tokensPerSecond));
        charts.add(chart(group, "resident MB", mine, ScaleRow::megabytes));
      }
    }
    return LineChart.svg(charts, 2);
  }

  private static LineChart chart(
      ScaleBenchmark.Group group,
      String unit,
      List<ScaleRow> rows,
      Function<ScaleRow, Summary> figure) {
    List<LineChart.Point> points =
        rows.stream().map(row -> point(row.size(), figure.apply(row))).toList();
    return new LineChart(
        "%s by %s".formatted(unit, group),
        new LineChart.Axis(group.unit(), LineChart.Scale.LOGARITHMIC),
        new LineChart.Axis(unit, LineChart.Scale.FROM_ZERO),
        List.of(new LineChart.Line("", points)));
  }

  private static LineChart.Point point(int size, Summary value) {
    return new LineChart.Point(size, value.median(), value.min(), value.max());
  }
}
