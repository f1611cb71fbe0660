package subtext.eval;

/**
 * What a language model that was trained on real text says of samples (Zhao et al. 2018,
 * "Adversarially regularized autoencoders").
 *
 * @param forward the samples under the judge: are they fluent?
 * @param reverse real text under a language model of the same kind that was trained on the samples
 *     alone: do they cover what there is?
 * @param real real text under the judge, which both are to be compared with
 */
public record Judgement(Perplexity forward, Perplexity reverse, Perplexity real) {}
