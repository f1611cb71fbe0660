package subtext.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The topics by falling weight: their words, and the documents that have most of them. */
final class TopicsPart {
  private TopicsPart() {}

  static void write(Html html, Texts texts, List<TopicEntry> topics) {
    if (topics.isEmpty()) {
      return;
    }
    html.open("section", "id", "topics").element("h2", texts.get("topics.title"));
    html.element("p", texts.get("topics.lead"), "class", "lead");
    html.open("div", "class", "neighbourhoods");
    topics.stream()
        .sorted(Comparator.comparingDouble(TopicEntry::weight).reversed())
        .forEach(topic -> topic(html, texts, topic));
    html.close().close();
  }

  private static void topic(Html html, Texts texts, TopicEntry topic) {
    html.open("div").open("h3");
    html.element("span", Integer.toString(topic.number()), "class", "ordinal");
    html.text(" " + String.join(" ", topic.words())).close();
    String figures = texts.get("topics.figures", percent(topic.weight()), two(topic.npmi()));
    html.element("p", figures, "class", "measures");
    html.open("ol");
    for (TopicEntry.Document document : topic.documents()) {
      String share = two(document.share());
      String label = texts.get("topics.share") + " " + share;
      html.open("li").element("span", document.text());
      html.element("data", share, "value", share, "aria-label", label).close();
    }
    html.close().close();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
