package subtext.bench;

import subtext.data.Batch;

/** A way to train on a batch. Closing it frees the weights. */
interface Step extends AutoCloseable {
  /** Rate of the plain gradient descent. */
  double RATE = 0.5;

  /** Norm that gradients are scaled down to. */
  double CLIP = 5;

  /**
   * Takes one step.
   *
   * @param weight of the KL in the loss
   * @return the loss before it, in nats a sentence
   */
  double take(Batch batch, long number, double weight);

  @Override
  void close();
}
