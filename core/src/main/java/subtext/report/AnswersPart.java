package subtext.report;

import java.util.List;
import java.util.Locale;

/** Questions with the sentences that the model holds for their answers. */
final class AnswersPart {
  private AnswersPart() {}

  static void write(Html html, Texts texts, List<AnswerEntry> answers) {
    if (answers.isEmpty()) {
      return;
    }
    html.open("section", "id", "answers").element("h2", texts.get("answers.title"));
    html.element("p", texts.get("answers.lead"), "class", "lead");
    html.open("div", "class", "neighbourhoods");
    answers.forEach(answer -> question(html, texts, answer));
    html.close().close();
  }

  private static void question(Html html, Texts texts, AnswerEntry answer) {
    html.open("div").element("h3", answer.question());
    html.element(
        "p", texts.get("answers.precision", two(answer.averagePrecision())), "class", "measures");
    html.open("ol");
    for (AnswerEntry.Candidate candidate : answer.candidates()) {
      String probability = two(candidate.probability());
      html.open("li").open("span");
      if (candidate.right()) {
        html.element("b", texts.get("answers.right"), "class", "right");
        html.text(" ");
      }
      html.text(candidate.sentence()).close();
      String label = texts.get("answers.probability") + " " + probability;
      html.element("data", probability, "value", probability, "aria-label", label).close();
    }
    html.close().close();
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
