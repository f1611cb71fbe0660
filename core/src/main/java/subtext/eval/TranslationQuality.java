package subtext.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.metric.Bleu;
import subtext.metric.Interval;
import subtext.metric.PairedBootstrap;

/**
 * How well a model translates.
 *
 * @param sentences measured
 * @param tokens predictions of all translations: n + 1 for each of n tokens
 * @param nll -log p(y|x) of the reference, or for a variational model the negative ELBO, in nats a
 *     sentence
 * @param nllIwae the importance-weighted bound on the same; null where none was asked
 * @param iwaeSamples its k; 0 for none
 * @param kl KL(q(z|x,y) || p(z|x)), nats a sentence; null without a latent variable
 * @param bleu of one translation of each sentence, with the mean of the prior as z
 * @param chrF of the same, in [0, 100]
 * @param texts the sentences, in the order of the corpus
 */
public record TranslationQuality(
    long sentences,
    long tokens,
    Interval nll,
    @Nullable Interval nllIwae,
    int iwaeSamples,
    @Nullable Interval kl,
    Bleu bleu,
    double chrF,
    List<Translated> texts)
    implements Figures {
  public TranslationQuality {
    texts = List.copyOf(texts);
  }

  /**
   * Whether these translations are better than those of {@code other}, by BLEU.
   *
   * @throws subtext.error.InputException if they are of other sentences
   */
  public PairedBootstrap against(TranslationQuality other, long seed) {
    return PairedBootstrap.ofBleu(
        TranslationEvaluator.spaced(texts, Translated::translation),
        TranslationEvaluator.spaced(other.texts, Translated::translation),
        TranslationEvaluator.spaced(texts, Translated::reference),
        PairedBootstrap.DRAWS,
        seed);
  }

  /** 100 - chrF: BLEU is 0 where no text has four words. */
  @Override
  public double bound() {
    return 100 - chrF;
  }

  @Override
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("sentences", sentences);
    map.put("tokens", tokens);
    map.put("bleu", bleu.score());
    map.put("chrf", chrF);
    map.put("brevity_penalty", bleu.brevityPenalty());
    map.put("nll", Evaluation.finite(nll.mean()));
    map.put("nll_iwae", nllIwae == null ? null : Evaluation.finite(nllIwae.mean()));
    map.put("iwae_samples", iwaeSamples);
    map.put("rec", Evaluation.finite(nll.mean() - (kl == null ? 0 : kl.mean())));
    map.put("kl", kl == null ? null : Evaluation.finite(kl.mean()));
    map.put("ppl", Evaluation.finite(Evaluation.perplexity(nll, tokens)));
    map.put("nll_error", Evaluation.finite(nll.standardError()));
    return map;
  }
}
