package subtext.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import subtext.metric.Interval;

/**
 * What classifiers are worth, by how many labels they were told.
 *
 * @param differences of M2 and its supervised twin, seed by seed; empty where one is missing
 * @param outcomes all that rows and differences are of
 */
public record LabelReport(
    String set, List<Row> rows, List<Difference> differences, List<LabelOutcome> outcomes) {
  private static final List<String> HEADER =
      List.of("method", "labels", "seeds", "accuracy", "macro-F1", "ECE", "seconds");

  /**
   * Means over seeds, with their standard errors.
   *
   * @param labels that were told; 0 for all
   */
  public record Row(
      String method, int labels, Interval accuracy, Interval macroF1, double ece, double seconds) {
    private List<String> cells() {
      return List.of(
          method,
          labels == 0 ? "all" : Integer.toString(labels),
          Long.toString(accuracy.count()),
          share(accuracy),
          share(macroF1),
          Table.number("%.3f", ece),
          Table.number("%.0f", seconds));
    }
  }

  /** Accuracy of M2 less that of the supervised twin with the same labels and seeds. */
  public record Difference(int labels, Interval accuracy) {
    private String line() {
      return "M2 - supervised, %s labels: %s over %d seeds"
          .formatted(labels == 0 ? "all" : labels, share(accuracy), accuracy.count());
    }
  }

  static LabelReport of(LabelSet set, List<LabelOutcome> outcomes) {
    Map<Integer, List<LabelOutcome>> byLabels =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(
                    found -> found.labels() == 0 ? Integer.MAX_VALUE : found.labels(),
                    TreeMap::new,
                    Collectors.toList()));
    List<Row> rows = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();
    for (List<LabelOutcome> same : byLabels.values()) {
      for (LabelMethod method : LabelMethod.values()) {
        List<LabelOutcome> own = of(method, same);
        if (!own.isEmpty()) {
          rows.add(row(method, own));
        }
      }
      Interval difference = difference(same);
      if (difference != null) {
        differences.add(new Difference(same.getFirst().labels(), difference));
      }
    }
    return new LabelReport(set.toString(), rows, differences, List.copyOf(outcomes));
  }

  private static List<LabelOutcome> of(LabelMethod method, List<LabelOutcome> outcomes) {
    return outcomes.stream().filter(found -> found.method().equals(method.toString())).toList();
  }

  private static Row row(LabelMethod method, List<LabelOutcome> outcomes) {
    return new Row(
        method.title(),
        outcomes.getFirst().labels(),
        interval(outcomes, LabelOutcome::accuracy),
        interval(outcomes, LabelOutcome::macroF1),
        interval(outcomes, LabelOutcome::ece).mean(),
        interval(outcomes, LabelOutcome::seconds).mean());
  }

  private static Interval interval(
      List<LabelOutcome> outcomes, ToDoubleFunction<LabelOutcome> figure) {
    return Interval.of(outcomes.stream().mapToDouble(figure).toArray());
  }

  /** Over the seeds that both have; null without any. */
  private static @Nullable Interval difference(List<LabelOutcome> outcomes) {
    Map<Integer, Double> twins =
        of(LabelMethod.SUPERVISED, outcomes).stream()
            .collect(Collectors.toMap(LabelOutcome::seed, LabelOutcome::accuracy));
    List<LabelOutcome> paired =
        of(LabelMethod.M2, outcomes).stream()
            .filter(found -> twins.containsKey(found.seed()))
            .toList();
    return paired.isEmpty()
        ? null
        : Interval.pairedDifference(
            paired.stream().mapToDouble(LabelOutcome::accuracy).toArray(),
            paired.stream().map(LabelOutcome::seed).mapToDouble(twins::get).toArray());
  }

  /** In per cent. */
  private static String share(Interval of) {
    return of.count() < 2
        ? Table.number("%.2f", 100 * of.mean())
        : "%s ± %s"
            .formatted(
                Table.number("%.2f", 100 * of.mean()),
                Table.number("%.2f", 100 * of.standardError()));
  }

  /** As lines for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s: test split, per cent; mean and standard error over seeds".formatted(set));
    lines.add("");
    lines.addAll(Table.aligned(HEADER, rows.stream().map(Row::cells).toList()));
    lines.add("");
    differences.forEach(difference -> lines.add(difference.line()));
    return lines;
  }
}
