package subtext.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import subtext.explain.Attribution;
import subtext.explain.ExplainAttribute;
import subtext.explain.ExplainDimension;
import subtext.explain.ExplainModel;
import subtext.explain.ExplainText;

/** Explanations for people: tables with bars of plain characters. */
final class ExplanationLines {
  /** Dimensions of a text that are listed one by one. */
  private static final int SHOWN = 12;

  private static final int BAR = 24;

  private ExplanationLines() {}

  static List<String> of(ExplainText.Explained found) {
    List<String> lines = new ArrayList<>();
    lines.add(found.text());
    if (found.cut()) {
      lines.add("  longer than the model reads: this is of its beginning");
    }
    if (found.unfamiliar()) {
      lines.add("  no letter of it was met in training: nothing of this says anything");
    }
    if (found.reconstruction() != null) {
      lines.add("  comes back as: " + found.reconstruction());
    }
    lines.add("");
    lines.addAll(of(found.attribution()));
    lines.add("");
    lines.addAll(dimensions(found.dimensions()));
    if (!found.neighbours().isEmpty()) {
      lines.add("");
      lines.add("nearest sentences, by the cosine");
      found.neighbours().forEach(each -> lines.add(f("  %5.2f  %s", each.cosine(), each.text())));
    }
    lines.add("");
    return lines;
  }

  static List<String> of(Attribution found) {
    List<String> lines = new ArrayList<>();
    lines.add(f("%s = %.3f", found.quantity(), found.value()));
    Attribution.Integral integral = found.gradients();
    if (integral != null) {
      lines.add(
          f(
              "  of that, %.3f is there with %s for every word; the parts of the words add up to"
                  + " the rest but for %.1e (%d steps)%s",
              integral.baseline(),
              switch (integral.kind()) {
                case ZERO -> "zeros";
                case MEAN -> "the mean vector";
              },
              Math.abs(integral.gap()),
              integral.steps(),
              integral.complete() ? "" : ", which is more than was allowed"));
    }
    int width = found.words().stream().mapToInt(word -> word.word().length()).max().orElse(0);
    String name = "  %-" + Math.max(4, width) + "s";
    lines.add(f(name + "  share     part  left out", "word"));
    for (Attribution.Word word : found.words()) {
      lines.add(
          f(
              name + "  %3.0f %%  %7s  %+8.3f  %s%s",
              word.word(),
              100 * word.share(),
              signed(word.gradients()),
              word.omission(),
              "#".repeat((int) Math.round(BAR * word.share())),
              word.side() == Attribution.Side.QUESTION ? " (question)" : ""));
    }
    if (found.rankCorrelation() != null) {
      lines.add(f("  rank correlation of both: %.2f", found.rankCorrelation()));
    }
    return lines;
  }

  private static List<String> dimensions(List<ExplainText.Dimension> dimensions) {
    List<String> lines = new ArrayList<>();
    long active = dimensions.stream().filter(each -> Boolean.TRUE.equals(each.active())).count();
    boolean judged = dimensions.getFirst().active() != null;
    lines.add(
        f("%d dimensions", dimensions.size())
            + (judged ? f(", %d of them active", active) : "")
            + (dimensions.size() > SHOWN ? f("; the first %d by KL", SHOWN) : ""));
    lines.add("   dim      KL    mean     sd   -3         0         +3");
    dimensions.stream().limit(SHOWN).forEach(each -> lines.add(line(each)));
    return lines;
  }

  private static String line(ExplainText.Dimension each) {
    String kl = each.kl() == null ? "      -" : f("%7.2f", each.kl());
    String deviation = each.deviation() == null ? "    -" : f("%5.2f", each.deviation());
    return f(
        "  %4d %s  %+6.2f  %s   |%s|%s",
        each.number(),
        kl,
        each.mean(),
        deviation,
        place((each.mean() - each.priorMean()) / each.priorDeviation()),
        Boolean.FALSE.equals(each.active()) ? " dead" : "");
  }

  /** Where a mean lies in the prior, in standard deviations: a bar from its middle. */
  private static String place(double deviations) {
    int half = 10;
    int end = (int) Math.round(Math.clamp(deviations, -3, 3) / 3 * half);
    StringBuilder bar = new StringBuilder();
    for (int at = -half; at <= half; at++) {
      boolean filled = at != 0 && (end > 0 ? at > 0 && at <= end : at < 0 && at >= end);
      bar.append(at == 0 ? '+' : filled ? '=' : ' ');
    }
    return bar.toString();
  }

  static List<String> of(ExplainDimension.Explained found) {
    List<String> lines = new ArrayList<>();
    lines.add(f("dimension %d: %s", found.number(), found.name()));
    lines.add(
        f(
            "  variance of the means %.3f: %s%s",
            found.variance(),
            found.active() ? "active" : "dead",
            found.kl() == null ? "" : f("; KL %.2f nats a sentence", found.kl())));
    ends(lines, "words", found.words());
    ends(lines, "labels", found.labels());
    ends(lines, "rules", found.rules());
    for (ExplainDimension.Traversal each : found.traversals()) {
      lines.add("");
      lines.add("changed alone, from " + (each.text() == null ? "the prior's mean" : each.text()));
      each.steps().forEach(step -> lines.add(f("  %+5.1f  %s", step.value(), step.text())));
    }
    lines.add("");
    return lines;
  }

  /** Features that go with high values, beside those that go with low ones. */
  private static void ends(List<String> lines, String what, ExplainDimension.Ends ends) {
    int rows = Math.max(ends.high().size(), ends.low().size());
    if (rows > 0) {
      lines.add("");
      lines.add(f("%-28s| %s", what + " of high values", what + " of low values"));
    }
    for (int row = 0; row < rows; row++) {
      lines.add(
          f("%-28s| %s", associated(ends.high(), row), associated(ends.low(), row))
              .stripTrailing());
    }
  }

  private static String associated(List<ExplainDimension.Associated> ends, int row) {
    if (row >= ends.size()) {
      return "";
    }
    ExplainDimension.Associated each = ends.get(row);
    return f("%+.2f  %s (%d)", each.correlation(), each.name(), each.sentences());
  }

  static List<String> of(ExplainAttribute.Explained found) {
    List<String> lines = new ArrayList<>();
    ExplainAttribute.Probe probe = found.probe();
    lines.add(f("%s: %s", found.attribute(), found.says()));
    lines.add(f("  %d sentences have it, %d have it not", found.with(), found.without()));
    lines.add(
        f(
            "  a linear probe finds it in %.1f %% of %d sentences that it has not seen (the"
                + " commoner answer: %.1f %%), AUC %.3f",
            100 * probe.accuracy(), probe.measured(), 100 * probe.majority(), probe.auc()));
    lines.add(f("  the means are %.2f apart, most of it in dimensions", found.distance()));
    found.dimensions().stream()
        .limit(SHOWN / 2)
        .forEach(part -> lines.add(f("  %4d  %+.2f", part.number(), part.part())));
    for (ExplainAttribute.Edit edit : found.edits()) {
      lines.add("");
      lines.add("moved towards it: " + edit.text());
      edit.steps().forEach(step -> lines.add(f("  %4.1f  %s", step.strength(), step.text())));
    }
    lines.add("");
    return lines;
  }

  static List<String> of(ExplainModel.Explained found) {
    List<String> lines = new ArrayList<>();
    lines.add(found.model());
    found.diagnosis().forEach(sentence -> lines.add("  " + sentence));
    if (!found.dimensions().isEmpty()) {
      lines.add("");
      lines.add("   dim      KL  variance");
      double most =
          found.dimensions().stream().mapToDouble(ExplanationLines::weight).max().orElse(1);
      found.dimensions().forEach(unit -> lines.add(line(unit, most)));
    }
    lines.add("");
    return lines;
  }

  private static double weight(ExplainModel.Unit unit) {
    return unit.kl() == null ? unit.variance() : unit.kl();
  }

  private static String line(ExplainModel.Unit unit, double most) {
    return f(
            "  %4d %s    %6.3f  %-10s  %s",
            unit.number(),
            unit.kl() == null ? "      -" : f("%7.2f", unit.kl()),
            unit.variance(),
            "#".repeat((int) Math.round(10 * weight(unit) / most)),
            unit.name())
        .stripTrailing();
  }

  private static String signed(@Nullable Double value) {
    return value == null ? "-" : f("%+.3f", value);
  }

  private static String f(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
