package subtext.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import subtext.report.Curve.Point;

/** The training curves: one small chart for each measure, each with a table of its numbers. */
final class CurvesPart {

  private static final int MOST_ROWS = 40;

  private CurvesPart() {}

  static void write(Html html, Texts texts, List<Curve> curves) {
    if (curves.isEmpty()) {
      return;
    }
    html.open("section", "id", "curves").element("h2", texts.get("curves.title"));
    html.element("p", texts.get("curves.lead"), "class", "lead");
    html.open("div", "class", "multiples");
    byKey(curves).forEach((key, group) -> chart(html, texts, key, group));
    html.close().close();
  }

  /** Curves by what they measure, in order of first appearance. */
  static Map<String, List<Curve>> byKey(List<Curve> curves) {
    Map<String, List<Curve>> groups = new LinkedHashMap<>();
    for (Curve curve : curves) {
      groups.computeIfAbsent(curve.key(), key -> new ArrayList<>()).add(curve);
    }
    return groups;
  }

  private static void chart(Html html, Texts texts, String key, List<Curve> group) {
    String name = texts.getOr("curve." + key, key);
    List<Point> points = group.getLast().points();
    String first = points.isEmpty() ? Numbers.UNKNOWN : Numbers.of(points.getFirst().value());
    String last = points.isEmpty() ? Numbers.UNKNOWN : Numbers.of(points.getLast().value());
    html.open("figure").open("figcaption").text(name);
    html.element("small", " " + texts.getOr("curve." + key + ".unit", "")).close();
    String label = texts.get("chart.curve", name, first, last);
    html.open("div", "class", "plot", "data-chart", "curve", "role", "img", "aria-label", label);
    html.close();
    table(html, texts, group);
    html.close();
  }

  private static void table(Html html, Texts texts, List<Curve> group) {
    SortedMap<Long, String[]> rows = new TreeMap<>();
    for (int column = 0; column < group.size(); column++) {
      for (Point point : group.get(column).points()) {
        rows.computeIfAbsent(point.step(), step -> new String[group.size()])[column] =
            Numbers.of(point.value());
      }
    }
    html.open("details").element("summary", texts.get("table")).open("table");
    html.open("thead").open("tr").element("th", texts.get("step"), "scope", "col");
    for (Curve curve : group) {
      html.element("th", texts.getOr("split." + curve.split(), curve.split()), "scope", "col");
    }
    html.close().close().open("tbody");
    int stride = Math.ceilDiv(rows.size(), MOST_ROWS);
    int row = 0;
    for (Map.Entry<Long, String[]> entry : rows.entrySet()) {
      if (row++ % stride == 0 || row == rows.size()) {
        html.open("tr").element("th", Numbers.count(entry.getKey()), "scope", "row");
        for (String value : entry.getValue()) {
          html.element("td", value == null ? Numbers.UNKNOWN : value, "class", "number");
        }
        html.close();
      }
    }
    html.close().close().close();
  }
}
