package subtext.eval;

import static subtext.eval.Evaluation.finite;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.metric.Interval;

/**
 * The figures of a topic model on documents that have a known word, each to the definition in
 * {@code docs/metrics.md}.
 *
 * @param words known words of all documents
 * @param nll the negative ELBO with one draw of z, nats a document
 * @param perWord the same divided by the document's known words, nats a word
 * @param rec -log p(x|z) at that draw, nats a document
 * @param kl KL(q(z|x) || p(z)), nats a document
 * @param klExact whether kl is a closed form, and not estimated from the draw
 * @param au active units: topics whose posterior mean varies by 0.01 or more; null for one document
 * @param shares whether topics are shares, which people are to read
 * @param coherence what was found of the topics themselves
 */
public record TopicFigures(
    long words,
    Interval nll,
    Interval perWord,
    Interval rec,
    Interval kl,
    boolean klExact,
    @Nullable Integer au,
    boolean shares,
    TopicCoherence coherence)
    implements Figures {

  /** Documents measured. */
  public long documents() {
    return nll.count();
  }

  /**
   * exp(mean over documents of nll / words), as Miao et al. (2016) count it. Its standard error is
   * that of the mean, times this.
   */
  public double perplexity() {
    return Math.exp(perWord.mean());
  }

  /**
   * Of topics that are shares their quality, negative: coherence times diversity (Dieng et al.
   * 2020), for the likelihood is best before they mean anything; the coherence as (1 + NPMI) / 2,
   * so that diversity is good at any NPMI. Else the logarithm of the perplexity.
   */
  @Override
  public double bound() {
    double npmi = Interval.of(coherence.npmi()).mean();
    return shares ? -(1 + npmi) / 2 * coherence.diversity() : perWord.mean();
  }

  @Override
  public Map<String, @Nullable Object> toMap() {
    Interval npmi = Interval.of(coherence.npmi());
    Interval npmi10 = Interval.of(coherence.npmi10());
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("documents", documents());
    map.put("words", words);
    map.put("ppl", finite(perplexity()));
    map.put("npmi", finite(npmi.mean()));
    map.put("npmi_10", finite(npmi10.mean()));
    map.put("diversity", coherence.diversity());
    map.put("nll", finite(nll.mean()));
    map.put("rec", finite(rec.mean()));
    map.put("kl", finite(kl.mean()));
    map.put("au", au);
    map.put("ppl_corpus", finite(Math.exp(nll.mean() * nll.count() / words)));
    map.put("kl_exact", klExact);
    map.put("ppl_error", finite(perplexity() * perWord.standardError()));
    map.put("npmi_error", finite(npmi.standardError()));
    map.put("npmi_10_error", finite(npmi10.standardError()));
    map.put("nll_error", finite(nll.standardError()));
    return map;
  }
}
