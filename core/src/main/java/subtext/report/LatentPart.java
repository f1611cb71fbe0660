package subtext.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import subtext.report.LatentSpace.Dimension;

/** The KL of each dimension and the frame in which the script draws the map. */
final class LatentPart {

  private LatentPart() {}

  static void write(Html html, Texts texts, LatentSpace space) {
    if (!space.dimensions().isEmpty()) {
      dimensions(html, texts, space.dimensions());
    }
    if (!space.map().isEmpty()) {
      map(html, texts, space);
    }
  }

  /** Indices of the dimensions by falling KL. */
  static List<Integer> byKl(List<Dimension> dimensions) {
    Comparator<Integer> kl = Comparator.comparingDouble(i -> dimensions.get(i).kl());
    return IntStream.range(0, dimensions.size()).boxed().sorted(kl.reversed()).toList();
  }

  private static void dimensions(Html html, Texts texts, List<Dimension> dimensions) {
    List<Integer> sorted = byKl(dimensions);
    long active = dimensions.stream().filter(Dimension::active).count();
    html.open("section", "id", "dimensions").element("h2", texts.get("dimensions.title"));
    html.element("p", texts.get("dimensions.lead", active, dimensions.size()), "class", "lead");
    String label =
        texts.get(
            "chart.dimensions",
            dimensions.size(),
            Numbers.of(dimensions.get(sorted.getFirst()).kl()),
            Numbers.of(dimensions.get(sorted.getLast()).kl()));
    html.open("figure");
    html.open(
        "div", "class", "plot", "data-chart", "dimensions", "role", "img", "aria-label", label);
    html.close().open("details").element("summary", texts.get("table")).open("table");
    html.open("thead").open("tr");
    for (String column : List.of("dimension", "kl", "variance")) {
      html.element("th", texts.get("dimensions." + column), "scope", "col");
    }
    html.close().close().open("tbody");
    for (int i : sorted) {
      html.open("tr").element("th", Integer.toString(i + 1), "scope", "row");
      html.element("td", Numbers.of(dimensions.get(i).kl()), "class", "number");
      html.element("td", Numbers.of(dimensions.get(i).meanVariance()), "class", "number").close();
    }
    html.close().close().close().close().close();
  }

  private static void map(Html html, Texts texts, LatentSpace space) {
    int count = space.map().size();
    long labels = space.map().stream().map(LatentSpace.Place::label).distinct().count();
    html.open("section", "id", "map", "class", "wide").element("h2", texts.get("map.title"));
    html.open("p", "class", "lead").text(texts.get("map.lead", Numbers.count(count)));
    html.text(" " + space.mapMethod()).close();
    html.open("noscript").element("p", texts.get("map.script")).close();
    html.open("div", "class", "atlas").open("div", "class", "sheet");
    String label = texts.get("chart.map", Numbers.count(count), labels);
    html.open("div", "class", "plot", "data-chart", "map", "role", "img", "aria-label", label);
    html.close();
    html.open("div", "class", "zoom");
    for (String button : List.of("zoomIn", "zoomOut", "zoomReset")) {
      String name = texts.get("map." + button);
      html.open("button", "type", "button", "data-zoom", button, "aria-label", name, "title", name);
      html.close();
    }
    html.close().close().open("div", "class", "legend");
    html.element("label", texts.get("map.search"), "for", "search");
    html.trusted("<input id=\"search\" type=\"search\" autocomplete=\"off\" placeholder=\"");
    html.text(texts.get("map.search.hint")).trusted("\">\n");
    html.open("div", "class", "labels", "role", "group", "aria-label", texts.get("map.labels"));
    html.close();
    html.open("div", "class", "tally").element("p", "", "class", "found", "role", "status");
    html.trusted("<button type=\"button\" class=\"clear\" hidden>");
    html.text(texts.get("map.labels.clear")).trusted("</button>\n").close();
    html.open("ol", "class", "found", "tabindex", "-1").close();
    html.close().close().close();
  }
}
