package subtext.bench;

/**
 * Where a training is after an epoch.
 *
 * @param epoch from 1
 * @param nll the negative ELBO of the validation sentences with one sample of z, in nats a
 *     sentence, in float32
 * @param kl the KL in it
 * @param seconds of training up to here
 */
public record CurvePoint(int epoch, double nll, double kl, double seconds) {}
