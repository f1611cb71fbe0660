package subtext.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.metric.Interval;
import subtext.metric.MeanAveragePrecision;
import subtext.metric.MeanReciprocalRank;
import subtext.metric.PrecisionAt1;
import subtext.metric.Ranking;

/**
 * How well answers are found, each figure to the definition in {@code docs/metrics.md}.
 *
 * @param questions with a right candidate, in the order of the corpus
 * @param leftOut questions without one, of which no ranking is better than another
 * @param sentences candidates of all questions
 * @param nll -log p(y|q,a), or for a variational model the negative ELBO, nats a sentence
 * @param kl KL(q(z|q,a,y) || p(z|q)), nats a sentence; null without a latent variable
 */
public record AnswerQuality(
    List<AskedQuestion> questions,
    long leftOut,
    long sentences,
    Interval map,
    Interval mrr,
    Interval precisionAt1,
    Interval nll,
    @Nullable Interval kl)
    implements Figures {

  /** The figures of {@code all} questions, one of which has a right candidate. */
  static AnswerQuality of(List<AskedQuestion> all, Interval nll, @Nullable Interval kl) {
    List<AskedQuestion> answered = all.stream().filter(AskedQuestion::isAnswered).toList();
    List<Ranking> rankings = answered.stream().map(AskedQuestion::ranking).toList();
    return new AnswerQuality(
        answered,
        all.size() - answered.size(),
        nll.count(),
        MeanAveragePrecision.of(rankings),
        MeanReciprocalRank.of(rankings),
        PrecisionAt1.of(rankings),
        nll,
        kl);
  }

  /** 1 - MAP. */
  @Override
  public double bound() {
    return 1 - map.mean();
  }

  @Override
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    figures.put("questions", map.count());
    figures.put("left_out", leftOut);
    figures.put("sentences", sentences);
    figures.put("map", map.mean());
    figures.put("mrr", mrr.mean());
    figures.put("p_at_1", precisionAt1.mean());
    figures.put("nll", Evaluation.finite(nll.mean()));
    figures.put("rec", Evaluation.finite(nll.mean() - (kl == null ? 0 : kl.mean())));
    figures.put("kl", kl == null ? null : Evaluation.finite(kl.mean()));
    figures.put("map_error", Evaluation.finite(map.standardError()));
    figures.put("mrr_error", Evaluation.finite(mrr.standardError()));
    figures.put("p_at_1_error", Evaluation.finite(precisionAt1.standardError()));
    figures.put("nll_error", Evaluation.finite(nll.standardError()));
    figures.put("kl_error", kl == null ? null : Evaluation.finite(kl.standardError()));
    return figures;
  }
}
