package subtext.bench;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import subtext.tensor.Precision;

/**
 * How the cost of training grows with threads, words, dimensions and text.
 *
 * @param precision that was trained in
 * @param gemm GFLOP/s of a matrix product in that precision
 */
public record ScaleReport(
    String kind,
    Workload workload,
    int rounds,
    double seconds,
    MachineFacts machine,
    String commit,
    Precision precision,
    Summary gemm,
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
      Precision precision,
      List<GemmRates> gemm,
      SequencedMap<ScaleBenchmark.Point, List<ScaleRow.Run>> runs) {
    Summary rate = requireNonNull(GemmRates.of(gemm, precision));
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
        precision,
        rate,
        List.copyOf(rows));
  }

  private String name() {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(machine.line(commit));
    lines.add(
        "%s; %d rounds of %s s"
            .formatted(
                Table.sizes(kind, workload, name() + ", random sentences"), rounds, seconds));
    lines.add("gemm: %s %s GFLOP/s".formatted(name(), Table.spread(gemm)));
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
