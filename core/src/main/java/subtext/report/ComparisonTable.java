package subtext.report;

import java.util.ArrayList;
import java.util.List;
import subtext.report.Comparison.Entry;

/** A comparison as plain text for a terminal. */
final class ComparisonTable {

  private static final String GAP = "   ";

  private ComparisonTable() {}

  static String text(Comparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    comparison.entries().forEach(entry -> head.add(entry.name() + "  "));
    rows.add(head);
    for (String key : comparison.keys()) {
      List<String> row = new ArrayList<>(List.of(key));
      for (Entry entry : comparison.entries()) {
        row.add(cell(comparison, entry, key));
      }
      rows.add(row);
    }
    List<String> alive = new ArrayList<>(List.of("alive"));
    for (Entry entry : comparison.entries()) {
      Verdict verdict = entry.assessment().verdict();
      alive.add((verdict == null ? Numbers.UNKNOWN : verdict.alive() ? "yes" : "no") + "  ");
    }
    rows.add(alive);
    return align(rows) + notes(comparison);
  }

  private static String cell(Comparison comparison, Entry entry, String key) {
    Figure figure = Comparison.figure(entry, key);
    if (figure == null) {
      return Numbers.UNKNOWN + "  ";
    }
    String unit = Texts.of("en").getOr("figure." + key + ".unit", "");
    return Numbers.of(figure, unit) + (figure.value() == comparison.best(key) ? " *" : "  ");
  }

  private static String notes(Comparison comparison) {
    StringBuilder notes = new StringBuilder();
    if (comparison.keys().stream().anyMatch(key -> !Double.isNaN(comparison.best(key)))) {
      notes.append("* best of these runs\n");
    }
    if (!Comparison.OF_TEXTS.stream().allMatch(comparison::same)) {
      notes.append("The runs were evaluated on different sentences: their figures do not compare.");
      notes.append('\n');
    } else if (!Comparison.OF_TOKENS.stream().allMatch(comparison::same)) {
      notes.append("The runs count different tokens: compare nll, not ppl.\n");
    }
    return notes.toString();
  }

  /** The first column to the left, the others to the right. */
  private static String align(List<List<String>> rows) {
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String space = " ".repeat(width(rows, column) - width(cell));
        line.append(column == 0 ? cell + space : GAP + space + cell);
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
  }

  /** Columns of a terminal: ideographs take two. */
  private static int width(String text) {
    return text.codePoints().map(point -> Character.isIdeographic(point) ? 2 : 1).sum();
  }
}
