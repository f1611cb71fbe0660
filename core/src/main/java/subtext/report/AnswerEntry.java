package subtext.report;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import subtext.eval.AskedQuestion;
import subtext.metric.MeanAveragePrecision;

/**
 * A question as a report shows it.
 *
 * @param averagePrecision of the order of all its candidates
 * @param candidates the first of them, the best first
 */
public record AnswerEntry(String question, double averagePrecision, List<Candidate> candidates) {
  private static final int QUESTIONS = 12;
  private static final int CANDIDATES = 4;

  /**
   * A sentence.
   *
   * @param probability of being right, by the model
   * @param right whether it is
   */
  public record Candidate(String sentence, double probability, boolean right) {}

  public AnswerEntry {
    candidates = List.copyOf(candidates);
  }

  /** Some of {@code questions}, at equal distances, so that good and bad answers are among them. */
  static List<AnswerEntry> of(List<AskedQuestion> questions) {
    int shown = Math.min(QUESTIONS, questions.size());
    return IntStream.range(0, shown)
        .mapToObj(i -> of(questions.get((int) ((long) i * questions.size() / shown))))
        .toList();
  }

  private static AnswerEntry of(AskedQuestion asked) {
    Stream<Candidate> first =
        asked.candidates().stream()
            .limit(CANDIDATES)
            .map(each -> new Candidate(each.sentence(), each.probability(), each.right()));
    return new AnswerEntry(
        asked.question(), MeanAveragePrecision.of(asked.ranking()), first.toList());
  }
}
