package subtext.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import subtext.report.Curve.Point;
import subtext.store.MetricsLog;
import subtext.store.RunFolder;

/** The curves of a run, from its metrics. */
final class RunCurves {
  /** Figures of the metrics that become curves, and the curves' keys. */
  private static final Map<String, String> SHOWN =
      Map.ofEntries(
          Map.entry("rec", "rec"),
          Map.entry("kl", "kl"),
          Map.entry("au", "au"),
          Map.entry("mi", "mi"),
          Map.entry("usage", "usage"),
          Map.entry("kl_weight", "weight"),
          Map.entry("nll", "nll"),
          Map.entry("nll_iwae", "nll_iwae"),
          Map.entry("accuracy", "accuracy"),
          Map.entry("macro_f1", "macro_f1"),
          Map.entry("bleu", "bleu"),
          Map.entry("chrf", "chrf"));

  /** Those of a topic model. */
  private static final Map<String, String> OF_TOPICS =
      Map.of(
          "rec", "doc_rec",
          "kl", "doc_kl",
          "kl_weight", "weight",
          "nll", "doc_nll",
          "ppl", "doc_ppl",
          "npmi", "npmi");

  /** Those of a classifier; what a supervised one has in place of a reconstruction are labels. */
  private static final Map<String, String> OF_LABELS =
      Map.of(
          "rec", "rec",
          "kl", "kl",
          "kl_weight", "weight",
          "nll", "label_nll",
          "accuracy", "accuracy",
          "macro_f1", "macro_f1");

  private RunCurves() {}

  static List<Curve> of(RunFolder run) throws IOException {
    return of(run, SHOWN);
  }

  /**
   * Of a classifier.
   *
   * @param writes whether it gives texts a probability, too
   */
  static List<Curve> ofLabels(RunFolder run, boolean writes) throws IOException {
    Map<String, String> shown = new HashMap<>(OF_LABELS);
    if (!writes) {
      shown.put("rec", "label_nll");
      shown.keySet().removeAll(Set.of("kl", "kl_weight"));
    }
    return of(run, shown);
  }

  static List<Curve> ofTopics(RunFolder run) throws IOException {
    return of(run, OF_TOPICS);
  }

  private static List<Curve> of(RunFolder run, Map<String, String> shown) throws IOException {
    Map<String, List<Point>> points = new LinkedHashMap<>();
    for (MetricsLog.Row row : MetricsLog.read(run.metrics())) {
      Object split = row.values().get("kind");
      row.values()
          .forEach(
              (name, value) -> {
                if (value instanceof Number number && shown.containsKey(name)) {
                  points
                      .computeIfAbsent(split + " " + shown.get(name), key -> new ArrayList<>())
                      .add(new Point(row.step(), number.doubleValue()));
                }
              });
    }
    return points.entrySet().stream()
        .map(
            entry -> {
              String[] parts = entry.getKey().split(" ", 2);
              return new Curve(parts[1], parts[0], entry.getValue());
            })
        .toList();
  }
}
