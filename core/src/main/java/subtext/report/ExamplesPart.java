package subtext.report;

import java.util.List;
import java.util.Locale;
import subtext.eval.Translated;
import subtext.report.Examples.Interpolation;
import subtext.report.Examples.Neighbour;
import subtext.report.Examples.Neighbourhood;
import subtext.report.Examples.Reconstruction;

/** Translations, samples, reconstructions, interpolations and neighbours. */
final class ExamplesPart {

  private static final int SAMPLES_AT_ONCE = 20;

  private ExamplesPart() {}

  static void write(Html html, Texts texts, Examples examples) {
    if (!examples.translations().isEmpty()) {
      translations(html, texts, examples.translations());
    }
    if (!examples.samples().isEmpty()) {
      samples(html, texts, examples);
    }
    if (!examples.reconstructions().isEmpty()) {
      reconstructions(html, texts, examples.reconstructions());
    }
    if (!examples.interpolations().isEmpty()) {
      interpolations(html, texts, examples.interpolations());
    }
    if (!examples.neighbourhoods().isEmpty()) {
      neighbours(html, texts, examples.neighbourhoods());
    }
  }

  private static void translations(Html html, Texts texts, List<Translated> examples) {
    section(html, "translations", texts.get("translations.title"));
    html.element("p", texts.get("translations.lead"), "class", "lead");
    List<String> columns =
        List.of(
            texts.get("translations.source"),
            texts.get("translations.translation"),
            texts.get("translations.reference"));
    html.open("table", "class", "stacked").open("thead").open("tr");
    columns.forEach(column -> html.element("th", column, "scope", "col"));
    html.close().close().open("tbody");
    for (Translated example : examples) {
      html.open("tr").element("th", example.source(), "scope", "row", "data-name", columns.get(0));
      html.open("td", "data-name", columns.get(1));
      Marking.kept(html, example.translation(), example.reference());
      html.close().element("td", example.reference(), "data-name", columns.get(2)).close();
    }
    html.close().close().close();
  }

  private static void samples(Html html, Texts texts, Examples examples) {
    List<String> samples = examples.samples();
    int shown = Math.min(SAMPLES_AT_ONCE, samples.size());
    section(html, "samples", texts.get("samples.title"));
    html.element("p", texts.get("samples.lead", examples.sampling()), "class", "lead");
    sentences(html, samples.subList(0, shown), 1);
    if (shown < samples.size()) {
      html.open("details").element("summary", texts.get("samples.more", samples.size() - shown));
      sentences(html, samples.subList(shown, samples.size()), shown + 1);
      html.close();
    }
    html.close();
  }

  private static void sentences(Html html, List<String> sentences, int first) {
    html.open("ol", "class", "sentences", "start", Integer.toString(first));
    sentences.forEach(sentence -> html.element("li", sentence));
    html.close();
  }

  private static void reconstructions(Html html, Texts texts, List<Reconstruction> examples) {
    section(html, "reconstructions", texts.get("reconstructions.title"));
    html.element("p", texts.get("reconstructions.lead"), "class", "lead");
    List<String> columns =
        List.of(
            texts.get("reconstructions.source"),
            texts.get("reconstructions.reconstruction"),
            texts.get("reconstructions.shuffled"));
    html.open("table", "class", "stacked").open("thead").open("tr");
    columns.forEach(column -> html.element("th", column, "scope", "col"));
    html.close().close().open("tbody");
    for (Reconstruction example : examples) {
      html.open("tr").element("th", example.source(), "scope", "row", "data-name", columns.get(0));
      html.open("td", "data-name", columns.get(1));
      Marking.kept(html, example.reconstruction(), example.source());
      html.close().open("td", "data-name", columns.get(2), "class", "shuffled");
      Marking.kept(html, example.shuffled(), example.source());
      html.close().close();
    }
    html.close().close().close();
  }

  private static void interpolations(Html html, Texts texts, List<Interpolation> examples) {
    section(html, "interpolations", texts.get("interpolations.title"));
    html.element("p", texts.get("interpolations.lead"), "class", "lead");
    html.open("div", "class", "paths");
    for (Interpolation example : examples) {
      html.open("div", "class", "path").open("p", "class", "end");
      html.element("b", texts.get("interpolations.from")).text(" " + example.from()).close();
      html.open("ol");
      String earlier = example.from();
      for (String step : example.steps()) {
        html.open("li");
        Marking.fresh(html, step, earlier);
        html.close();
        earlier = step;
      }
      html.close().open("p", "class", "end").element("b", texts.get("interpolations.to"));
      html.text(" " + example.to()).close().close();
    }
    html.close().close();
  }

  private static void neighbours(Html html, Texts texts, List<Neighbourhood> examples) {
    section(html, "neighbours", texts.get("neighbours.title"));
    html.element("p", texts.get("neighbours.lead"), "class", "lead");
    html.open("div", "class", "neighbourhoods");
    for (Neighbourhood example : examples) {
      html.open("div").element("h3", example.sentence()).open("ol");
      for (Neighbour neighbour : example.neighbours()) {
        String similarity = String.format(Locale.ROOT, "%.2f", neighbour.similarity());
        String label = texts.get("neighbours.similarity") + " " + similarity;
        html.open("li").element("span", neighbour.sentence());
        html.element("data", similarity, "value", similarity, "aria-label", label).close();
      }
      html.close().close();
    }
    html.close().close();
  }

  private static void section(Html html, String id, String title) {
    html.open("section", "id", id).element("h2", title);
  }
}
