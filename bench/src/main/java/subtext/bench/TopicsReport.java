package subtext.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import subtext.eval.TopicCoherence;
import subtext.metric.Interval;

/** What topics of several models and seeds are worth, in the documents that they come from. */
public record TopicsReport(
    String kind, int rounds, long seed, String commit, List<Found> runs, List<TopicsRow> rows)
    implements Result {
  private static final List<String> HEADER =
      List.of("recipe", "model", "seeds", "NPMI", "NPMI, windows of 10", "diversity");

  /**
   * The topics of one training.
   *
   * @param npmi mean over the topics, within documents
   * @param npmi10 the same within ten words in a row
   */
  public record Found(
      String recipe, String model, long seed, double npmi, double npmi10, double diversity) {
    static Found of(String recipe, String model, long seed, TopicCoherence coherence) {
      return new Found(
          recipe,
          model,
          seed,
          Interval.of(coherence.npmi()).mean(),
          Interval.of(coherence.npmi10()).mean(),
          coherence.diversity());
    }
  }

  /** Mean over seeds, and its standard error. */
  public record TopicsRow(
      String recipe, String model, Interval npmi, Interval npmi10, Interval diversity) {
    private static TopicsRow of(List<Found> runs) {
      return new TopicsRow(
          runs.getFirst().recipe(),
          runs.getFirst().model(),
          over(runs, Found::npmi),
          over(runs, Found::npmi10),
          over(runs, Found::diversity));
    }

    private static Interval over(List<Found> runs, ToDoubleFunction<Found> figure) {
      return Interval.of(runs.stream().mapToDouble(figure).toArray());
    }

    private List<String> cells() {
      return List.of(
          recipe, model, Long.toString(npmi.count()), cell(npmi), cell(npmi10), cell(diversity));
    }

    private static String cell(Interval figure) {
      String mean = Table.number("%.3f", figure.mean());
      return figure.count() == 1 ? mean : mean + Table.number(" ± %.3f", figure.standardError());
    }
  }

  static TopicsReport of(Settings settings, List<Found> runs) {
    SequencedMap<String, List<Found>> groups = new LinkedHashMap<>();
    runs.forEach(
        run ->
            groups
                .computeIfAbsent(run.recipe() + " " + run.model(), key -> new ArrayList<>())
                .add(run));
    return new TopicsReport(
        Kind.TOPICS.toString(),
        settings.rounds(),
        settings.seed(),
        MachineFacts.commit(settings.home()),
        runs,
        groups.values().stream().map(TopicsRow::of).toList());
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %d seeds from %d, commit %s; LDA by Mallet's Gibbs sampler, 1,000 iterations"
            .formatted(kind, rounds, seed, commit));
    lines.add("");
    lines.addAll(Table.aligned(HEADER, rows.stream().map(TopicsRow::cells).toList()));
    lines.add("");
    lines.add(
        "NPMI of the 10 first words in the training documents, diversity of the 25 first; ± over"
            + " seeds.");
    lines.add(
        "ProdLDA's checkpoint is the best of its validations by both together; LDA is its last"
            + " state.");
    return lines;
  }
}
