package subtext.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import subtext.eval.Alive;
import subtext.eval.AnswerQuality;
import subtext.eval.Classification;
import subtext.eval.ControlQuality;
import subtext.eval.Evaluation;
import subtext.eval.Figures;
import subtext.eval.GenerationQuality;
import subtext.eval.TopicFigures;
import subtext.eval.TranslationQuality;

/** An evaluation for people: a figure a line with its standard error, then the verdict. */
final class EvaluationText {
  private static final String ERROR = "_error";

  private EvaluationText() {}

  static List<String> lines(Figures found) {
    return switch (found) {
      case Evaluation sentences -> sentences(sentences);
      case Classification labels -> labels(labels);
      case TopicFigures topics -> figures(topics.toMap(), "%-16s  %s%s");
      case AnswerQuality answers -> figures(answers.toMap(), "%-16s  %s%s");
      case TranslationQuality translations -> figures(translations.toMap(), "%-16s  %s%s");
    };
  }

  /** With which labels were taken for which. */
  private static List<String> labels(Classification found) {
    List<String> lines = figures(found.toMap(), "%-16s  %s%s");
    lines.add("rows: the right label; columns: what was answered");
    int width = found.labels().stream().mapToInt(String::length).max().orElse(0);
    String cell = "  %" + Math.max(width, 6) + "s";
    lines.add(" ".repeat(width) + row(cell, found.labels()));
    for (int gold = 0; gold < found.labels().size(); gold++) {
      String name = found.labels().get(gold);
      List<String> counts =
          Arrays.stream(found.confusion().counts()[gold]).mapToObj(Long::toString).toList();
      lines.add(name + " ".repeat(width - name.length()) + row(cell, counts));
    }
    return lines;
  }

  private static String row(String cell, List<String> values) {
    return values.stream().map(cell::formatted).collect(Collectors.joining());
  }

  private static List<String> sentences(Evaluation found) {
    List<String> lines = figures(found.toMap(), "%-12s  %s%s");
    if (found.klExact() != null) {
      lines.add(
          "%-12s  %s"
              .formatted(
                  "kl is",
                  found.klExact() ? "a closed form" : "estimated from one draw of z each"));
    }
    Alive alive = found.alive();
    if (alive != null) {
      lines.add("%-12s  %s".formatted("alive", alive.holds() ? "yes" : "no"));
      for (Alive.Clause clause : alive.clauses()) {
        lines.add("  " + clause);
        if (!clause.holds()) {
          lines.add("    " + clause.advice());
        }
      }
    }
    return lines;
  }

  /** Figures of what a model is compared with. */
  static List<String> lines(Map<String, Double> beside) {
    return figures(new LinkedHashMap<>(beside), "%-16s  %s%s");
  }

  /** How it writes, a figure a line. */
  static List<String> lines(GenerationQuality found) {
    return figures(found.toMap(), "%-26s  %s%s");
  }

  /** How it writes with labels, a figure a line. */
  static List<String> lines(ControlQuality found) {
    return figures(found.toMap(), "%-28s  %s%s");
  }

  /**
   * Those that are defined.
   *
   * @param format of name, figure and error
   */
  private static List<String> figures(Map<String, @Nullable Object> figures, String format) {
    List<String> lines = new ArrayList<>();
    figures.forEach(
        (name, value) -> {
          if (value instanceof Number number && !name.endsWith(ERROR)) {
            lines.add(format.formatted(name, number(number), error(figures, name)));
          }
        });
    return lines;
  }

  private static String error(Map<String, @Nullable Object> figures, String name) {
    return figures.get(name + ERROR) instanceof Number error ? " +- " + number(error) : "";
  }

  private static String number(Number number) {
    if (!(number instanceof Double)) {
      return number.toString();
    }
    String format = Math.abs(number.doubleValue()) < 1 ? "%.3f" : "%.2f"; // F1 is a small share
    return String.format(Locale.ROOT, format, number.doubleValue());
  }
}
