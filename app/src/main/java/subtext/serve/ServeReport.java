package subtext.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the benchmark of the server found.
 *
 * @param threads of the engine
 * @param rows the first is compared with the others
 */
public record ServeReport(String model, int threads, double seconds, int rounds, List<Row> rows) {
  /**
   * A way to serve.
   *
   * @param clients that asked at the same time
   * @param batch texts that could be computed at once
   * @param runs embeddings a second of each round
   * @param perSecond their median
   * @param p50 milliseconds until an answer, the median of the rounds
   * @param p99 likewise
   * @param lost requests that were refused, or failed
   */
  public record Row(
      String name,
      int clients,
      int batch,
      List<Double> runs,
      double perSecond,
      double p50,
      double p99,
      int answered,
      int lost) {}

  /** As lines for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "serve: embeddings of %s, %d threads of the engine, %d rounds of %.0f s",
            model,
            threads,
            rounds,
            seconds));
    lines.add("way          clients  batch  embeddings/s   p50 ms   p99 ms  answered  lost  ratio");
    for (Row row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-11s  %7d  %5d  %12.0f  %7.1f  %7.1f  %8d  %4d  %5.2f",
              row.name(),
              row.clients(),
              row.batch(),
              row.perSecond(),
              row.p50(),
              row.p99(),
              row.answered(),
              row.lost(),
              rows.getFirst().perSecond() / row.perSecond()));
    }
    lines.add("ratio: embeddings/s of the first row over those of the row.");
    return lines;
  }
}
