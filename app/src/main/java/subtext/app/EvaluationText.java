package subtext.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.eval.Alive;
import subtext.eval.Evaluation;
import subtext.eval.Figures;
import subtext.eval.GenerationQuality;

/** An evaluation for people: a figure a line with its standard error, then the verdict. */
final class EvaluationText {
  private static final String ERROR = "_error";

  private EvaluationText() {}

  static List<String> lines(Figures figures) {
    List<String> lines = figures(figures.toMap(), "%-12s  %s%s");
    if (!(figures instanceof Evaluation found)) {
      return lines;
    }
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

  /** How it writes, a figure a line. */
  static List<String> lines(GenerationQuality found) {
    return figures(found.toMap(), "%-26s  %s%s");
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
