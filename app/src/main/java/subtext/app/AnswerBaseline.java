package subtext.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import subtext.eval.AskedQuestion;
import subtext.metric.MeanAveragePrecision;
import subtext.metric.MeanReciprocalRank;
import subtext.metric.PrecisionAt1;
import subtext.metric.Ranking;
import subtext.search.Hit;
import subtext.search.WordIndex;
import subtext.text.Line;

/** What BM25 makes of the questions that a model was measured on: the order to beat. */
final class AnswerBaseline {
  private AnswerBaseline() {}

  /**
   * Its figures by name. Frequencies of words are those of all candidates; a candidate without a
   * word of the question scores 0.
   */
  static SequencedMap<String, Double> of(List<AskedQuestion> questions) throws IOException {
    List<Line> lines =
        questions.stream()
            .flatMap(question -> question.candidates().stream())
            .map(candidate -> new Line(candidate.line(), candidate.sentence(), null))
            .toList();
    List<Ranking> rankings = new ArrayList<>();
    try (WordIndex index = WordIndex.of(lines.stream())) {
      for (AskedQuestion question : questions) {
        rankings.add(ranking(question, index));
      }
    }
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put("bm25_map", MeanAveragePrecision.of(rankings).mean());
    figures.put("bm25_mrr", MeanReciprocalRank.of(rankings).mean());
    figures.put("bm25_p_at_1", PrecisionAt1.of(rankings).mean());
    return figures;
  }

  private static Ranking ranking(AskedQuestion question, WordIndex index) throws IOException {
    Map<Long, Double> scores = new LinkedHashMap<>();
    for (Hit hit : index.search(question.question(), index.size())) {
      scores.put(hit.line(), hit.score());
    }
    int count = question.candidates().size();
    double[] found = new double[count];
    boolean[] right = new boolean[count];
    for (int i = 0; i < count; i++) {
      found[i] = scores.getOrDefault(question.candidates().get(i).line(), 0.0);
      right[i] = question.candidates().get(i).right();
    }
    return Ranking.of(found, right);
  }
}
