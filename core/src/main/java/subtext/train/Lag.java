package subtext.train;

/**
 * How far behind the decoder the encoder is, as the mutual information over the validation set
 * tells (He et al. 2019). Immutable; each validation gives the next.
 *
 * @param caughtUp whether the mutual information has fallen once, and with it the need for steps of
 *     the encoder alone
 * @param mutualInformation the greatest so far, in nats
 */
record Lag(boolean caughtUp, double mutualInformation) {
  static final Lag START = new Lag(false, 0);

  /** After a validation that found {@code mutualInformation}. */
  Lag next(double mutualInformation) {
    return mutualInformation < this.mutualInformation
        ? new Lag(true, this.mutualInformation)
        : new Lag(caughtUp, mutualInformation);
  }
}
