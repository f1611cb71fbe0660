package subtext.bench;

/**
 * Operations that the matrix products of a workload's network take: a multiplication and an
 * addition for each weight on the way forward, and twice as many on the way back. Embeddings,
 * softmax and gates are not counted, nor is padding, which is computed but of no use.
 */
final class FlopCount {
  private static final int FORWARD = 2;
  private static final int TRAINING = 3 * FORWARD;
  private static final int GATES = 4;

  private FlopCount() {}

  /** Of training on {@code sentences} that have {@code tokens} predictions together. */
  static double training(Workload sizes, long tokens, long sentences) {
    double aToken = encoderWeights(sizes) + decoderWeights(sizes);
    double aSentence = 2.0 * sizes.hidden() * sizes.latent() + initialWeights(sizes);
    return TRAINING * (aToken * tokens + aSentence * sentences);
  }

  /** Of writing {@code sentences} of {@code tokens} together. */
  static double writing(Workload sizes, long tokens, long sentences) {
    return FORWARD * (decoderWeights(sizes) * tokens + initialWeights(sizes) * sentences);
  }

  private static double encoderWeights(Workload sizes) {
    return (double) GATES * sizes.hidden() * (sizes.embedding() + sizes.hidden());
  }

  private static double decoderWeights(Workload sizes) {
    double inputs = sizes.embedding() + sizes.latent() + sizes.hidden();
    return GATES * sizes.hidden() * inputs + (double) sizes.hidden() * sizes.vocabulary();
  }

  private static double initialWeights(Workload sizes) {
    return (double) sizes.latent() * sizes.hidden();
  }
}
