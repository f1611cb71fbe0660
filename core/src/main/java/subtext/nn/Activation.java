package subtext.nn;

import subtext.tensor.Tensor;

/** What a hidden layer does to each number. */
public enum Activation {
  /** log(1 + e^x). */
  SOFTPLUS,
  /** max(0, x). */
  RELU,
  TANH;

  /** This of each number of {@code x}. */
  public Tensor of(Tensor x) {
    return switch (this) {
      case SOFTPLUS -> x.neg().logSigmoid().neg();
      case RELU -> x.clampMin(0);
      case TANH -> x.tanh();
    };
  }
}
