package subtext.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.metric.Interval;

/**
 * How well a model writes, each figure to the definition in {@code docs/metrics.md}; null where it
 * is not defined or was not measured.
 *
 * @param samples new sentences that the figures are of
 * @param selfBleu how alike they are, in [0, 100]
 * @param distinct distinct-n for n of 1 to 4, each in [0, 1]
 * @param distinctSentences share of samples that differ in their words
 * @param copyRate share of samples that stand in the training text, as the model writes that
 * @param reconstructionBleu corpus BLEU of held-out texts and their reconstructions, in [0, 100]
 */
public record GenerationQuality(
    int samples,
    Interval selfBleu,
    List<Double> distinct,
    double distinctSentences,
    @Nullable Double copyRate,
    @Nullable Double reconstructionBleu,
    @Nullable Interpolations interpolations,
    @Nullable Judgement judgement) {

  public GenerationQuality {
    distinct = List.copyOf(distinct);
  }

  /** With the share of samples that are copies. */
  public GenerationQuality withCopyRate(double share) {
    return new GenerationQuality(
        samples,
        selfBleu,
        distinct,
        distinctSentences,
        share,
        reconstructionBleu,
        interpolations,
        judgement);
  }

  /** With what a language model says. */
  public GenerationQuality with(Judgement said) {
    return new GenerationQuality(
        samples,
        selfBleu,
        distinct,
        distinctSentences,
        copyRate,
        reconstructionBleu,
        interpolations,
        said);
  }

  /** The figures by the names that the command line prints, in its order. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("samples", samples);
    put(map, "self_bleu", selfBleu);
    for (int n = 1; n <= distinct.size(); n++) {
      map.put("distinct_" + n, distinct.get(n - 1));
    }
    map.put("distinct_sentences", distinctSentences);
    map.put("copy_rate", copyRate);
    map.put("reconstruction_bleu", reconstructionBleu);
    put(
        map,
        "interpolation_smoothness",
        interpolations == null ? null : interpolations.smoothness());
    put(
        map,
        "interpolation_largest_step",
        interpolations == null ? null : interpolations.largestStep());
    put(map, "interpolation_repeats", interpolations == null ? null : interpolations.repeats());
    put(map, "forward_nll", judgement == null ? null : judgement.forward().nats());
    put(map, "forward_ppl", judgement == null ? null : judgement.forward());
    put(map, "reverse_ppl", judgement == null ? null : judgement.reverse());
    put(map, "real_ppl", judgement == null ? null : judgement.real());
    return map;
  }

  private static void put(
      Map<String, @Nullable Object> map, String name, @Nullable Interval interval) {
    map.put(name, interval == null ? null : Evaluation.finite(interval.mean()));
    map.put(name + "_error", interval == null ? null : Evaluation.finite(interval.standardError()));
  }

  private static void put(
      Map<String, @Nullable Object> map, String name, @Nullable Perplexity perplexity) {
    map.put(name, perplexity == null ? null : Evaluation.finite(perplexity.perToken()));
    map.put(name + "_word", perplexity == null ? null : Evaluation.finite(perplexity.perWord()));
  }
}
