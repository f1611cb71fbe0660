package subtext.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import subtext.metric.Calibration.Bin;

/** Which labels a classifier takes for which, and how sure it may be of itself: two tables. */
final class LabelsPart {

  private LabelsPart() {}

  static void write(Html html, Texts texts, @Nullable LabelAnswers labels) {
    if (labels == null) {
      return;
    }
    html.open("section", "id", "labels").element("h2", texts.get("labels.title"));
    html.element("p", texts.get("labels.lead"), "class", "lead");
    confusion(html, texts, labels);
    html.element("h3", texts.get("labels.calibration"));
    html.element("p", texts.get("labels.calibration.lead"), "class", "lead");
    calibration(html, texts, labels);
    html.close();
  }

  private static void confusion(Html html, Texts texts, LabelAnswers labels) {
    html.open("div", "class", "wide", "tabindex", "0");
    html.open("table", "class", "confusion").open("thead").open("tr");
    html.element("th", texts.get("labels.right"), "scope", "col");
    labels.names().forEach(name -> html.element("th", name, "scope", "col", "class", "number"));
    html.close().close().open("tbody");
    for (int row = 0; row < labels.names().size(); row++) {
      html.open("tr").element("th", labels.names().get(row), "scope", "row");
      for (int column = 0; column < labels.names().size(); column++) {
        long count = labels.counts()[row][column];
        String text = count == 0 ? "" : Numbers.count((double) count);
        html.element("td", text, "class", row == column ? "number right" : "number");
      }
      html.close();
    }
    html.close().close().close();
  }

  private static void calibration(Html html, Texts texts, LabelAnswers labels) {
    html.open("table", "class", "calibration").open("thead").open("tr");
    for (String column : new String[] {"probability", "answers", "confidence", "accuracy"}) {
      html.element("th", texts.get("labels." + column), "scope", "col");
    }
    html.close().close().open("tbody");
    for (Bin bin : labels.bins()) {
      if (bin.count() > 0) {
        html.open("tr");
        html.element("th", "%s – %s".formatted(share(bin.from()), share(bin.to())), "scope", "row");
        html.element("td", Numbers.count((double) bin.count()));
        html.element("td", share(bin.confidence()));
        html.element("td", share(bin.accuracy()));
        html.close();
      }
    }
    html.close().close();
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * value);
  }
}
