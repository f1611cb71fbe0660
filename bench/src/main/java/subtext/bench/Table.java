package subtext.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A report as lines for people. */
final class Table {
  private static final List<String> HEADER =
      List.of(
          "variant",
          "tokens/s (min-max)",
          "sentences/s",
          "GFLOP/s",
          "% of gemm",
          "MB of steps",
          "ratio");

  private Table() {}

  /** Machine, settings, the rows, and what is to be said about them. */
  static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.machine().line(report.commit()));
    lines.add(
        "%s; %d rounds of %s s"
            .formatted(
                sizes(report.kind(), report.workload(), report.text()),
                report.rounds(),
                report.seconds()));
    lines.add(
        "gemm: float32 %s GFLOP/s%s"
            .formatted(
                spread(report.gemmFloat32()),
                report.gemmBfloat16() == null
                    ? ""
                    : ", bfloat16 %s GFLOP/s".formatted(spread(report.gemmBfloat16()))));
    lines.add("");
    lines.addAll(aligned(HEADER, report.rows().stream().map(Table::cells).toList()));
    lines.add("");
    lines.add("ratio: tokens/s of the first row over those of the row.");
    if (report.peerBest() != null) {
      lines.add("peer at its best: " + report.peerBest());
    }
    lines.addAll(report.notes());
    return lines;
  }

  /** What is measured, on which network and sentences. */
  static String sizes(String kind, Workload sizes, String text) {
    return "%s, %s: embedding %d, hidden %d, z %d, vocabulary %d, batch %d, %s"
        .formatted(
            kind,
            sizes.name(),
            sizes.embedding(),
            sizes.hidden(),
            sizes.latent(),
            sizes.vocabulary(),
            sizes.batch(),
            text);
  }

  /** A table of {@code rows} below {@code header}. */
  static List<String> aligned(List<String> header, List<List<String>> rows) {
    List<List<String>> cells = new ArrayList<>(List.of(header));
    cells.addAll(rows);
    int[] widths =
        IntStream.range(0, header.size())
            .map(column -> cells.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    return cells.stream().map(row -> line(row, widths)).toList();
  }

  /** The first column to the left, the others to the right. */
  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(cells.getFirst());
    line.repeat(' ', widths[0] - cells.getFirst().length());
    for (int column = 1; column < widths.length; column++) {
      String cell = cells.get(column);
      line.repeat(' ', 2 + widths[column] - cell.length()).append(cell);
    }
    return line.toString();
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.name(),
        spread(row.tokensPerSecond()),
        number("%.0f", row.sentencesPerSecond().median()),
        number("%.1f", row.gflops().median()),
        number("%.0f", 100 * row.gemmShare()),
        number("%.0f", row.stepMegabytes().median()),
        number("%.2f", row.ratio()));
  }

  /** The median with least and greatest. */
  static String spread(Summary summary) {
    return number("%.0f", summary.median())
        + " (%s-%s)".formatted(number("%.0f", summary.min()), number("%.0f", summary.max()));
  }

  /** Whatever the language of the machine. */
  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
