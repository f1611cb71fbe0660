package subtext.train;

/**
 * What one step saw, as means over its sentences, in nats.
 *
 * @param loss what was made small
 * @param kl 0 for a model without a latent variable
 * @param gradientNorm before clipping
 * @param weight of the KL
 */
public record StepReport(
    long sentences,
    long tokens,
    double loss,
    double reconstruction,
    double kl,
    double gradientNorm,
    double weight) {}
