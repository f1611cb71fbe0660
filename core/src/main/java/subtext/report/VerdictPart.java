package subtext.report;

import java.util.Locale;
import subtext.report.Verdict.Clause;
import subtext.report.Verdict.Outcome;
import subtext.report.Verdict.Relation;

/** The verdict clause by clause, what to try where one fails, and all figures explained. */
final class VerdictPart {

  private VerdictPart() {}

  static void write(Html html, Texts texts, Assessment assessment) {
    Verdict verdict = assessment.verdict();
    if (verdict != null) {
      html.open("section", "id", "verdict").element("h2", texts.get("verdict.title"));
      String point = texts.getOr("verdict.point." + verdict.point(), "");
      html.element("p", point, "class", "lead");
      clauses(html, texts, verdict);
      if (!verdict.failures().isEmpty()) {
        html.element("h3", texts.get("try.title")).open("ul", "class", "try");
        for (Clause clause : verdict.failures()) {
          html.element("li", texts.getOr("try." + clause.key(), clause.key()));
        }
        html.close();
      }
      html.close();
    }
    if (!assessment.figures().isEmpty()) {
      figures(html, texts, assessment);
    }
  }

  private static void clauses(Html html, Texts texts, Verdict verdict) {
    html.open("table", "class", "clauses").open("thead").open("tr");
    for (String column : new String[] {"outcome", "condition", "measured", "required"}) {
      html.element("th", texts.get("verdict." + column), "scope", "col");
    }
    html.close().close().open("tbody");
    for (Clause clause : verdict.clauses()) {
      Outcome outcome = clause.outcome();
      html.open("tr", "class", outcome.name().toLowerCase(Locale.ROOT));
      html.element("td", texts.get("outcome." + outcome), "class", "outcome");
      html.element("th", texts.getOr("clause." + clause.key(), clause.key()), "scope", "row");
      html.element("td", value(clause, clause.value()), "class", "number");
      html.element("td", required(texts, clause), "class", "number required");
      html.close();
    }
    html.close().close();
  }

  private static String required(Texts texts, Clause clause) {
    if (Double.isNaN(clause.bound())) {
      return Numbers.UNKNOWN;
    }
    String relation = clause.relation() == Relation.AT_LEAST ? "atLeast" : "atMost";
    return texts.get("verdict." + relation, value(clause, clause.bound()));
  }

  private static String value(Clause clause, double value) {
    return clause.key().equals("au") ? Numbers.count(value) : Numbers.of(value);
  }

  private static void figures(Html html, Texts texts, Assessment assessment) {
    html.open("section", "id", "figures").element("h2", texts.get("figures.title"));
    html.open("dl", "class", "figures");
    for (Figure figure : assessment.figures()) {
      String key = "figure." + figure.key();
      String unit = texts.getOr(key + ".unit", "");
      html.open("div").element("dt", texts.getOr(key + ".name", figure.key()));
      html.open("dd").element("b", Numbers.of(figure, unit));
      html.text(Numbers.error(figure, unit) + " ");
      html.element("small", unit.equals("%") ? "" : unit);
      html.close();
      html.open("dd", "class", "explanation").text(texts.getOr(key + ".explanation", ""));
      html.text(figure.note().isEmpty() ? "" : " (" + figure.note().replace(' ', '\u00a0') + ")")
          .close();
      html.close();
    }
    html.close().close();
  }
}
