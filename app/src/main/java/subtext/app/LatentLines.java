package subtext.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import subtext.explain.Disentanglement;
import subtext.explain.ExplainAttribute;
import subtext.explain.ExplainDimension;
import subtext.explain.ExplainModel;

/** Explanations of a latent space for people. */
final class LatentLines {
  /** Dimensions of a direction that are listed. */
  private static final int SHOWN = 6;

  private static final int BAR = 10;

  private LatentLines() {}

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
        .limit(SHOWN)
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
      double most = found.dimensions().stream().mapToDouble(LatentLines::weight).max().orElse(1);
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
            "#".repeat((int) Math.round(BAR * weight(unit) / most)),
            unit.name())
        .stripTrailing();
  }

  static List<String> of(Disentanglement.Measured found) {
    List<String> lines = new ArrayList<>();
    lines.add(f("on %,d sentences with known factors", found.sentences()));
    lines.add(f("  MIG                  %.3f", found.mig()));
    lines.add(f("  DCI disentanglement  %.3f", found.disentanglement()));
    lines.add(f("  DCI completeness     %.3f", found.completeness()));
    lines.add(f("  DCI informativeness  %.3f", found.informativeness()));
    lines.add(f("  SAP                  %.3f", found.sap()));
    lines.add("");
    lines.add("  factor     values  knows most       knows second most");
    for (Disentanglement.Factor each : found.factors()) {
      lines.add(
          f(
              "  %-9s  %6d  %4d: %5.1f %%     %4d: %5.1f %%",
              each.name(),
              each.values(),
              each.dimension(),
              100 * each.information(),
              each.second(),
              100 * each.secondInformation()));
    }
    lines.add("");
    return lines;
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
  private static String f(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
