package subtext.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far training in several ways comes, and how far they lie apart.
 *
 * @param text what the sentences are
 */
public record CurvesReport(
    String kind,
    Workload workload,
    String text,
    long seed,
    int rounds,
    int epochs,
    MachineFacts machine,
    String commit,
    List<CurveRow> curves)
    implements Result {

  /**
   * A way to train.
   *
   * @param nll mean over the seeds of the negative ELBO after each epoch, in nats a sentence
   * @param kl mean over the seeds of the KL, in nats a sentence
   * @param difference from the first row's {@code nll}, after each epoch
   * @param runs the curve of each seed
   */
  public record CurveRow(
      String key,
      String name,
      List<Double> nll,
      List<Double> kl,
      List<Double> difference,
      List<List<CurvePoint>> runs) {}

  static CurvesReport of(
      Settings settings,
      Workload workload,
      MachineFacts machine,
      SequencedMap<CurvesBenchmark.Way, List<List<CurvePoint>>> curves) {
    List<Double> first = means(curves.firstEntry().getValue(), CurvePoint::nll);
    List<CurveRow> rows = new ArrayList<>();
    for (Map.Entry<CurvesBenchmark.Way, List<List<CurvePoint>>> curve : curves.entrySet()) {
      List<Double> nll = means(curve.getValue(), CurvePoint::nll);
      rows.add(
          new CurveRow(
              curve.getKey().key(),
              curve.getKey().title(),
              nll,
              means(curve.getValue(), CurvePoint::kl),
              IntStream.range(0, nll.size()).mapToObj(i -> nll.get(i) - first.get(i)).toList(),
              curve.getValue().stream().map(List::copyOf).toList()));
    }
    return new CurvesReport(
        Kind.CURVES.toString(),
        workload,
        settings.text(),
        settings.seed(),
        settings.rounds(),
        settings.epochs(),
        machine,
        MachineFacts.commit(settings.home()),
        List.copyOf(rows));
  }

  /** Over the runs, after each epoch. */
  private static List<Double> means(
      List<List<CurvePoint>> runs, ToDoubleFunction<CurvePoint> figure) {
    return IntStream.range(0, runs.getFirst().size())
        .mapToObj(
            epoch ->
                runs.stream()
                    .mapToDouble(run -> figure.applyAsDouble(run.get(epoch)))
                    .average()
                    .orElseThrow())
        .toList();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(machine.line(commit));
    lines.add("%s; %d seeds from %d".formatted(Table.sizes(kind, workload, text), rounds, seed));
    lines.add("");
    lines.addAll(
        Table.aligned(header(), IntStream.range(0, epochs).mapToObj(this::cells).toList()));
    lines.add("");
    lines.add("-ELBO of the validation sentences in nats a sentence (KL), mean of the seeds;");
    lines.add("then what the others have more than the first.");
    return lines;
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("epoch"));
    curves.forEach(curve -> header.add(curve.name()));
    curves.stream().skip(1).forEach(curve -> header.add(curve.name() + ", more"));
    return header;
  }

  private List<String> cells(int epoch) {
    List<String> cells = new ArrayList<>(List.of(Integer.toString(epoch + 1)));
    for (CurveRow curve : curves) {
      cells.add(
          Table.number("%.2f", curve.nll().get(epoch))
              + Table.number(" (%.2f)", curve.kl().get(epoch)));
    }
    curves.stream()
        .skip(1)
        .forEach(curve -> cells.add(Table.number("%+.3f", curve.difference().get(epoch))));
    return cells;
  }

  @Override
  public String svg() {
    List<LineChart.Line> lines =
        curves.stream()
            .map(curve -> new LineChart.Line(curve.name(), points(curve.runs())))
            .toList();
    LineChart chart =
        new LineChart(
            "validation after each epoch",
            new LineChart.Axis("epoch", LineChart.Scale.FITTED),
            new LineChart.Axis("-ELBO, nats a sentence", LineChart.Scale.FITTED),
            lines);
    return LineChart.svg(List.of(chart), 1);
  }

  private List<LineChart.Point> points(List<List<CurvePoint>> runs) {
    List<Double> means = means(runs, CurvePoint::nll);
    return IntStream.range(0, epochs)
        .mapToObj(
            epoch -> {
              Summary spread = Summary.of(runs, run -> run.get(epoch).nll());
              return new LineChart.Point(epoch + 1, means.get(epoch), spread.min(), spread.max());
            })
        .toList();
  }
}
