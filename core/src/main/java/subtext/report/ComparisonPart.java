package subtext.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import subtext.report.Comparison.Entry;
import subtext.report.Comparison.RunCurve;

/** The page of a comparison: the plane of rate and distortion, the table, the curves. */
final class ComparisonPart {

  private static final int COLORS = 8;

  private ComparisonPart() {}

  static Page page(Comparison comparison) {
    Texts texts = Texts.of(comparison.language());
    Html html = new Html();
    int runs = comparison.entries().size();
    html.open("header", "class", "masthead").open("p", "class", "eyebrow");
    html.element("b", "Subtext").close();
    html.element("h1", texts.get("compare.claim", runs));
    html.element("p", texts.get("compare.lead"), "class", "detail").close();
    html.open("main", "id", "content", "tabindex", "-1");
    List<Map<String, Object>> plane = plane(comparison);
    if (!plane.isEmpty()) {
      section(html, "plane", texts.get("compare.plane"));
      String label = texts.get("chart.plane", plane.size());

      html.open("figure")
          .open(
              "div",
              "class",
              "plot tall",
              "data-chart",
              "plane",
              "role",
              "img",
              "aria-label",
              label);
      html.close().close().close();
    }
    html.open("section", "id", "figures");
    html.element("h2", texts.get("compare.table"), "id", "figures-title");
    table(html, texts, comparison);
    html.close();
    curves(html, texts, comparison);
    html.close();
    return new Page(
        texts, texts.get("title.comparison", runs), html.markup(), data(texts, comparison, plane));
  }

  private static void section(Html html, String id, String title) {
    html.open("section", "id", id).element("h2", title);
  }

  private static void table(Html html, Texts texts, Comparison comparison) {
    html.open(
        "div",
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-labelledby",
        "figures-title");
    html.open("table", "class", "compare").open("thead").open("tr");
    html.element("th", texts.get("figures.figure"), "scope", "col");
    for (Entry entry : comparison.entries()) {
      html.open("th", "scope", "col", "class", "number");
      html.element("span", entry.name(), "class", dot(comparison, entry)).close();
    }
    html.close().close().open("tbody");
    html.open("tr").element("th", texts.get("compare.alive"), "scope", "row");
    for (Entry entry : comparison.entries()) {
      html.element("td", alive(texts, entry), "class", "number");
    }
    html.close();
    for (String key : comparison.keys()) {
      figure(html, texts, comparison, key);
    }
    html.close().close().close();
  }

  private static String alive(Texts texts, Entry entry) {
    Verdict verdict = entry.assessment().verdict();
    if (verdict == null) {
      return texts.get(entry.latent() ? "outcome.NOT_MEASURED" : "compare.na");
    }
    return texts.get(verdict.alive() ? "compare.yes" : "compare.no");
  }

  private static void figure(Html html, Texts texts, Comparison comparison, String key) {
    String unit = texts.getOr("figure." + key + ".unit", "");
    html.open("tr").open("th", "scope", "row");
    html.text(texts.getOr("figure." + key + ".name", key));
    html.element("small", unit.equals("%") ? "" : " " + unit).close();
    for (Entry entry : comparison.entries()) {
      Figure figure = Comparison.figure(entry, key);
      boolean best = figure != null && figure.value() == comparison.best(key);
      html.open("td", "class", best ? "number best" : "number");
      html.text(figure == null ? Numbers.UNKNOWN : Numbers.of(figure, unit));
      if (figure != null) {
        html.element("small", Numbers.error(figure, unit));
      }
      html.element("span", best ? " " + texts.get("compare.best") : "", "class", "unseen").close();
    }
    html.close();
  }

  private static void curves(Html html, Texts texts, Comparison comparison) {
    Map<String, List<RunCurve>> groups = comparison.curves();
    if (groups.isEmpty()) {
      return;
    }
    section(html, "curves", texts.get("compare.curves"));
    html.open("p", "class", "lead");
    groups.values().stream()
        .flatMap(group -> group.stream().map(RunCurve::run))
        .distinct()
        .forEach(run -> html.element("span", run.name(), "class", dot(comparison, run)).text(" "));
    html.close().open("div", "class", "multiples");
    groups.forEach(
        (key, group) -> {
          String name = texts.getOr("curve." + key, key);
          html.open("figure").open("figcaption").text(name);
          html.element("small", " " + texts.getOr("curve." + key + ".unit", "")).close();
          String label = texts.get("compare.curve", name, group.size());
          html.open(
              "div", "class", "plot", "data-chart", "curve", "role", "img", "aria-label", label);
          html.close().close();
        });
    html.close().close();
  }

  /** Runs with the figures that place them; a model without a latent variable has rate 0. */
  private static List<Map<String, Object>> plane(Comparison comparison) {
    List<Map<String, Object>> places = new ArrayList<>();
    for (Entry entry : comparison.entries()) {
      double rate = entry.latent() ? entry.assessment().value("kl") : 0;
      double distortion = entry.assessment().value(entry.latent() ? "rec" : "nll");
      if (Double.isFinite(rate) && Double.isFinite(distortion)) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("name", entry.name());
        place.put("color", color(comparison, entry));
        place.put("rate", rate);
        place.put("distortion", distortion);
        place.put("latent", entry.latent());
        places.add(place);
      }
    }
    return places;
  }

  private static Map<String, Object> data(
      Texts texts, Comparison comparison, List<Map<String, Object>> plane) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("texts", ChartData.chartTexts(texts));
    json.put("phases", List.of());
    json.put("plane", plane);
    json.put(
        "curves",
        comparison.curves().values().stream()
            .map(group -> group.stream().map(curve -> curve(comparison, curve)).toList())
            .toList());
    return json;
  }

  private static Map<String, Object> curve(Comparison comparison, RunCurve shown) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", shown.run().name());
    json.put("color", color(comparison, shown.run()));
    json.put("split", shown.curve().split());
    json.put("points", ChartData.points(shown.curve().points()));
    return json;
  }

  private static String dot(Comparison comparison, Entry entry) {
    return "dot run-" + color(comparison, entry);
  }

  /** A run has one color, 1 to 8, in all charts. */
  private static int color(Comparison comparison, Entry entry) {
    return comparison.entries().indexOf(entry) % COLORS + 1;
  }
}
