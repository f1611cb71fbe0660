package subtext.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import subtext.report.Curve.Point;
import subtext.report.LatentSpace.Dimension;
import subtext.report.LatentSpace.Place;

/** What the script of a page draws, as JSON can say it. */
final class ChartData {

  /** Points of one curve; more than a chart has pixels. */
  private static final int MOST_POINTS = 1_500;

  private ChartData() {}

  static Map<String, Object> of(Texts texts, ReportData data) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("texts", chartTexts(texts));
    json.put("curves", curves(data.run().curves()));
    json.put("phases", phases(texts, data.run().phases()));
    json.put("dimensions", dimensions(data.latentSpace().dimensions()));
    json.put("map", map(data.latentSpace().map()));
    return json;
  }

  static Map<String, String> chartTexts(Texts texts) {
    Map<String, String> chosen = new TreeMap<>();
    for (String prefix : List.of("map.", "split.", "dimensions.", "step", "compare.")) {
      texts.withPrefix(prefix).forEach((key, text) -> chosen.put(prefix + key, text));
    }
    return chosen;
  }

  /** A list of charts, each a list of curves of one measure. */
  static List<List<Map<String, Object>>> curves(List<Curve> curves) {
    List<List<Map<String, Object>>> charts = new ArrayList<>();
    for (List<Curve> group : CurvesPart.byKey(curves).values()) {
      charts.add(
          group.stream()
              .map(c -> Map.<String, Object>of("split", c.split(), "points", points(c.points())))
              .toList());
    }
    return charts;
  }

  /** At most so many points, as [step, value]. */
  static List<@Nullable Number[]> points(List<Point> points) {
    int stride = Math.max(1, Math.ceilDiv(points.size(), MOST_POINTS));
    List<@Nullable Number[]> thinned = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      if (i % stride == 0 || i == points.size() - 1) {
        Point point = points.get(i);
        thinned.add(new @Nullable Number[] {point.step(), finite(point.value())});
      }
    }
    return thinned;
  }

  private static List<Map<String, Object>> phases(Texts texts, List<Run.Phase> phases) {
    return phases.stream()
        .map(
            phase ->
                Map.<String, Object>of(
                    "name",
                    texts.getOr("phase." + phase.name(), phase.name()),
                    "step",
                    phase.firstStep()))
        .toList();
  }

  private static List<@Nullable Object[]> dimensions(List<Dimension> dimensions) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i : LatentPart.byKl(dimensions)) {
      Dimension d = dimensions.get(i);
      rows.add(
          new @Nullable Object[] {i + 1, finite(d.kl()), finite(d.meanVariance()), d.active()});
    }
    return rows;
  }

  /** Labels by falling count, and points as [x, y, label, length, sentence]. */
  private static Map<String, Object> map(List<Place> places) {
    Map<String, Integer> counts = new TreeMap<>();
    places.forEach(place -> counts.merge(place.label(), 1, Integer::sum));
    List<Map.Entry<String, Integer>> labels = new ArrayList<>(counts.entrySet());
    labels.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    Map<String, Integer> indices = new TreeMap<>();
    List<Object[]> named = new ArrayList<>();
    for (Map.Entry<String, Integer> label : labels) {
      indices.put(label.getKey(), indices.size());
      named.add(new Object[] {label.getKey(), label.getValue()});
    }
    List<@Nullable Object[]> points = new ArrayList<>();
    for (Place place : places) {
      points.add(
          new @Nullable Object[] {
            finite(place.x()),
            finite(place.y()),
            indices.get(place.label()),
            place.length(),
            place.sentence()
          });
    }
    return Map.of("labels", named, "points", points);
  }

  /** Five significant digits; null for what JSON cannot say. */
  private static @Nullable Double finite(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return null;
    }
    return Double.parseDouble(String.format(Locale.ROOT, "%.5g", value));
  }
}
