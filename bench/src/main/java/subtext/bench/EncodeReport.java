package subtext.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How fast encoders are, and what their vectors are worth.
 *
 * @param workload sizes of the network with random weights
 * @param text what the sentences are, of which there are {@code sentences}
 */
public record EncodeReport(
    String kind,
    Workload workload,
    String text,
    int sentences,
    int rounds,
    double seconds,
    MachineFacts machine,
    String commit,
    List<EncodeRow> rows)
    implements Result {
  private static final List<String> HEADER =
      List.of(
          "encoder",
          "dimensions",
          "sentences/s in batches (min-max)",
          "one by one (min-max)",
          "best/MiniLM",
          "Spearman");

  /**
   * One encoder.
   *
   * @param together sentences a second where a call has many
   * @param alone sentences a second where a call has one
   * @param ratio the better median over that of MiniLM; null where it was not measured
   * @param spearman of the cosine with STS-B's scores; null where there are none
   */
  public record EncodeRow(
      String key,
      String name,
      int dimensions,
      Summary together,
      Summary alone,
      @Nullable Double ratio,
      @Nullable Double spearman) {
    private double best() {
      return Math.max(together.median(), alone.median());
    }

    private EncodeRow beside(double other) {
      return new EncodeRow(key, name, dimensions, together, alone, best() / other, spearman);
    }

    private List<String> cells() {
      return List.of(
          name,
          Integer.toString(dimensions),
          Table.spread(together),
          Table.spread(alone),
          ratio == null ? "-" : Table.number("%.2f", ratio),
          spearman == null ? "-" : Table.number("%.3f", spearman));
    }
  }

  static EncodeReport of(
      Settings settings, Workload workload, MachineFacts machine, List<EncodeRun> runs) {
    List<EncodeRun.Speed> first = runs.getFirst().speeds();
    List<EncodeRow> rows =
        IntStream.range(0, first.size())
            .mapToObj(i -> row(runs.stream().map(run -> run.speeds().get(i)).toList()))
            .toList();
    return new EncodeReport(
        Kind.ENCODE.toString(),
        workload,
        settings.data() == null ? "WordNet's examples" : "STS-B, English test split",
        runs.getFirst().sentences(),
        settings.rounds(),
        settings.seconds(),
        machine,
        MachineFacts.commit(settings.home()),
        rows.stream()
            .filter(row -> row.key().equals(EncodeRun.MINI_LM))
            .findFirst()
            .map(other -> rows.stream().map(row -> row.beside(other.best())).toList())
            .orElse(rows));
  }

  private static EncodeRow row(List<EncodeRun.Speed> speeds) {
    EncodeRun.Speed first = speeds.getFirst();
    return new EncodeRow(
        first.key(),
        first.name(),
        first.dimensions(),
        Summary.of(speeds, EncodeRun.Speed::together),
        Summary.of(speeds, EncodeRun.Speed::alone),
        null,
        first.spearman());
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(machine.line(commit));
    lines.add(
        "%s: %d sentences of %s; random weights of %s: embedding %d, hidden %d, z %d; %d rounds of 2 x %s s"
            .formatted(
                kind,
                sentences,
                text,
                workload.name(),
                workload.embedding(),
                workload.hidden(),
                workload.latent(),
                rounds,
                seconds));
    lines.add("");
    lines.addAll(Table.aligned(HEADER, rows.stream().map(EncodeRow::cells).toList()));
    lines.add("");
    lines.add("best/MiniLM: the better of the two rates over the better one of all-MiniLM-L6-v2.");
    return lines;
  }
}
