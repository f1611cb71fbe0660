package subtext.decoder;

/**
 * A sentence that a decoder wrote.
 *
 * @param tokens ids without start and end
 * @param logProbability log p(x|z) in nats, as the model gives it whatever the {@link Decoding}:
 *     with the end if it was reached
 * @param ended whether the end was reached, or the greatest length
 */
@SuppressWarnings("ArrayRecordComponent")
public record Written(int[] tokens, double logProbability, boolean ended) {}
