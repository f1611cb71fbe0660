package subtext.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What frozen vectors of sentences are worth. */
public record RepresentReport(String kind, MachineFacts machine, String commit, List<Vectors> rows)
    implements Result {
  private static final List<String> HEADER =
      List.of("vectors", "language", "dimensions", "STS-B", "TREC", "SST-2");

  /** Who makes them. */
  public record Encoder(String key, String name) {}

  /**
   * The vectors of one encoder.
   *
   * @param spearman of the cosine with STS-B's scores, on the test split of the language
   * @param probes by data set; empty where there is none of the language
   */
  public record Vectors(
      Encoder encoder,
      String language,
      int dimensions,
      double spearman,
      Map<String, LabelledSentences.Probed> probes) {
    private List<String> cells() {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  encoder.name(),
                  language,
                  Integer.toString(dimensions),
                  Table.number("%.3f", spearman)));
      for (String set : RepresentData.LABELLED) {
        LabelledSentences.Probed probed = probes.get(set);
        cells.add(probed == null ? "-" : Table.number("%.1f %%", 100 * probed.accuracy()));
      }
      return cells;
    }
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(machine.line(commit));
    lines.add("");
    lines.addAll(Table.aligned(HEADER, rows.stream().map(Vectors::cells).toList()));
    lines.add("");
    lines.add(
        "STS-B: Spearman's correlation of the cosine with people's scores. TREC, SST-2: accuracy of"
            + " a linear probe. Test splits.");
    return lines;
  }
}
