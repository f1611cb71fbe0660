package subtext.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import subtext.explain.Attribution;
import subtext.explain.ExplainAnswer;
import subtext.explain.ExplainLabel;
import subtext.explain.ExplainText;
import subtext.explain.ExplainTranslation;
import subtext.explain.Spread;
import subtext.use.Translate;

/** Explanations of texts for people: tables with bars of plain characters. */
final class TextLines {
  /** Dimensions of a text that are listed one by one. */
  private static final int SHOWN = 12;

  private static final int LABELS = 5;
  private static final int BAR = 24;

  private TextLines() {}

  static List<String> of(ExplainText.Explained found) {
    List<String> lines = new ArrayList<>();
    lines.add(found.text());
    warn(lines, found.cut(), found.unfamiliar());
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

  static List<String> of(ExplainLabel.Explained found) {
    List<String> lines = new ArrayList<>();
    lines.add(found.text());
    warn(lines, found.cut(), found.unfamiliar());
    found.probabilities().entrySet().stream()
        .limit(LABELS)
        .forEach(
            each ->
                lines.add(
                    f("  %6.2f %%  %-20s", 100 * each.getValue(), each.getKey()).stripTrailing()));
    spread(lines, "probability", found.spread(), "with the same label");
    lines.add("");
    lines.addAll(of(found.attribution()));
    lines.add("");
    return lines;
  }

  static List<String> of(ExplainTranslation.Explained found) {
    List<String> lines = new ArrayList<>();
    lines.add(found.text());
    warn(lines, found.cut(), found.unfamiliar());
    for (Translate.Candidate each : found.candidates()) {
      lines.add(f("  %8.2f nats  %s", each.logProbability(), each.text()));
    }
    spread(lines, "log p", found.spread(), "at least as good as with the mean");
    lines.add("");
    lines.addAll(of(found.attribution()));
    lines.add("");
    return lines;
  }

  static List<String> of(ExplainAnswer.Explained found) {
    List<String> lines = new ArrayList<>();
    lines.add(found.question());
    lines.add(found.sentence());
    warn(lines, found.cut(), found.unfamiliar());
    lines.add(f("  %.1f %% that it answers", 100 * found.probability()));
    spread(lines, "probability", found.spread(), "on the same side of one half");
    lines.add("");
    lines.addAll(of(found.attribution()));
    lines.add("");
    return lines;
  }

  private static void warn(List<String> lines, boolean cut, boolean unfamiliar) {
    if (cut) {
      lines.add("  longer than the model reads: this is of its beginning");
    }
    if (unfamiliar) {
      lines.add("  no letter of it was met in training: nothing of this says anything");
    }
  }

  /**
   * @param same what {@link Spread#agreement} counts
   */
  private static void spread(
      List<String> lines, String what, @Nullable Spread spread, String same) {
    if (spread != null) {
      lines.add(
          f(
              "  over %d draws of z: %s %.3f +- %.3f, from %.3f to %.3f; %.0f %% of them %s",
              spread.samples(),
              what,
              spread.mean(),
              spread.deviation(),
              spread.low(),
              spread.high(),
              100 * spread.agreement(),
              same));
    }
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

  private static String signed(@Nullable Double value) {
    return value == null ? "-" : f("%+.3f", value);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
  private static String f(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
