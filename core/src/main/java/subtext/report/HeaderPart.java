package subtext.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The top of a report: the claim, the figures that carry it, and the way to the sections. */
final class HeaderPart {

  private static final List<String> HEADLINE =
      List.of(
          "doc_ppl",
          "npmi",
          "diversity",
          "bleu",
          "map",
          "mrr",
          "p_at_1",
          "kl",
          "au",
          "accuracy",
          "macro_f1",
          "ece",
          "label_nll",
          "nll_iwae",
          "nll",
          "f1",
          "usage",
          "ppl");
  private static final int HEADLINE_FIGURES = 4;

  private HeaderPart() {}

  static void write(Html html, Texts texts, ReportData data) {
    html.open("header", "class", "masthead");
    html.open("p", "class", "eyebrow").element("b", "Subtext").element("span", data.run().name());
    html.element("span", data.run().corpus()).close();
    String claim = claim(data);
    html.element("h1", texts.get("claim." + claim, data.topics().size()), "class", claim);
    html.element("p", detail(texts, data), "class", "detail");
    html.open("dl", "class", "headline");
    data.assessment().figures().stream()
        .filter(figure -> HEADLINE.contains(figure.key()) && figure.known())
        .filter(figure -> !(figure.key().equals("nll") && hasIwae(data.assessment())))
        .sorted((a, b) -> HEADLINE.indexOf(a.key()) - HEADLINE.indexOf(b.key()))
        .limit(HEADLINE_FIGURES)
        .forEach(figure -> headline(html, texts, figure, data.latentSpace().dimensions().size()));
    html.close();
    navigation(html, texts, data);
    html.close();
  }

  /** The middle of a text key: {@code alive}, {@code dead} or {@code none}. */
  static String state(@Nullable Verdict verdict) {
    if (verdict == null) {
      return "none";
    }
    return verdict.alive() ? "alive" : "dead";
  }

  private static String claim(ReportData data) {
    if (data.labels() != null) {
      return "labels";
    }
    if (!data.topics().isEmpty()) {
      return "topics";
    }
    if (!data.answers().isEmpty()) {
      return "answers";
    }
    return translates(data) ? "translation" : state(data.assessment().verdict());
  }

  private static boolean translates(ReportData data) {
    return !Double.isNaN(data.assessment().value("bleu"));
  }

  private static String detail(Texts texts, ReportData data) {
    Assessment found = data.assessment();
    Verdict verdict = found.verdict();
    if (translates(data)) {
      return texts.get("claim.translation.detail", Numbers.of(found.value("bleu")));
    }
    if (!data.answers().isEmpty()) {
      return texts.get(
          "claim.answers.detail",
          Numbers.count(found.value("questions")),
          Numbers.of(100 * found.value("p_at_1")));
    }
    if (!data.topics().isEmpty()) {
      return texts.get("claim.topics.detail", Numbers.of(found.value("doc_ppl")));
    }
    if (data.labels() != null) {
      return texts.get(
          "claim.labels.detail",
          data.labels().names().size(),
          Numbers.of(100 * found.value("accuracy")));
    }
    if (verdict == null) {
      return texts.get("claim.none.detail");
    }
    if (!verdict.alive()) {
      return texts.get("claim.dead.detail", verdict.failures().size(), verdict.clauses().size());
    }
    int latent = data.latentSpace().dimensions().size();
    return texts.get(
        "claim.alive.detail",
        Numbers.of(found.value("kl")),
        Numbers.count(found.value("au")),
        latent == 0 ? Numbers.UNKNOWN : latent,
        Numbers.of(found.value("usage")));
  }

  private static boolean hasIwae(Assessment found) {
    return !Double.isNaN(found.value("nll_iwae"));
  }

  private static void headline(Html html, Texts texts, Figure figure, int latent) {
    String unit = texts.getOr("figure." + figure.key() + ".unit", "");
    html.open("div").element("dt", texts.getOr("figure." + figure.key() + ".name", figure.key()));
    html.open("dd").text(Numbers.of(figure, unit));
    if (figure.key().equals("au") && latent > 0) {
      html.element("small", " / " + latent);
    } else if (!unit.equals("%")) {
      html.element("small", " " + unit, "class", "unit");
    }
    html.close().close();
  }

  private static void navigation(Html html, Texts texts, ReportData data) {
    Map<String, Boolean> sections = new LinkedHashMap<>();
    sections.put("verdict", data.assessment().verdict() != null);
    sections.put("figures", !data.assessment().figures().isEmpty());
    sections.put("labels", data.labels() != null);
    sections.put("curves", !data.run().curves().isEmpty());
    sections.put("topics", !data.topics().isEmpty());
    sections.put("answers", !data.answers().isEmpty());
    sections.put("dimensions", !data.latentSpace().dimensions().isEmpty());
    sections.put("map", !data.latentSpace().map().isEmpty());
    data.pictures().forEach(picture -> sections.put(picture.key(), true));
    sections.put("translations", !data.examples().translations().isEmpty());
    sections.putIfAbsent("samples", !data.examples().samples().isEmpty());
    sections.putIfAbsent("reconstructions", !data.examples().reconstructions().isEmpty());
    sections.put("interpolations", !data.examples().interpolations().isEmpty());
    sections.put("neighbours", !data.examples().neighbourhoods().isEmpty());
    sections.put("appendix", true);
    html.open("nav", "aria-label", texts.get("nav"));
    sections.forEach(
        (section, present) -> {
          if (present) {
            html.element("a", texts.get("nav." + section), "href", "#" + section);
          }
        });
    html.close();
  }
}
