package subtext.train;

/**
 * Which checkpoint is the best, when the learning rate decays and when training stops. Immutable;
 * each validation gives the next.
 *
 * @param bestBound lowest bound in nats a sentence of an eligible checkpoint; infinite while there
 *     is none
 * @param bestStep its step, -1 while there is none
 * @param stale validations since the best, or since the last decay
 * @param decays times the learning rate has decayed on a plateau
 */
record Selection(double bestBound, long bestStep, int stale, int decays) {
  static final Selection START = new Selection(Double.MAX_VALUE, -1, 0, 0);

  /**
   * After a validation.
   *
   * @param bound of this checkpoint, nats a sentence
   * @param eligible whether it may be chosen: all phases are over, and the model is alive
   * @param decayPatience stale validations that make the learning rate decay; 0 for never
   */
  Selection next(double bound, long step, boolean eligible, int decayPatience, int maxDecays) {
    if (eligible && bound < bestBound) {
      return new Selection(bound, step, 0, decays);
    }
    int grown = stale + 1;
    return decayPatience > 0 && grown >= decayPatience && decays < maxDecays
        ? new Selection(bestBound, bestStep, 0, decays + 1)
        : new Selection(bestBound, bestStep, grown, decays);
  }
}
