package subtext.tensor;

import subtext.config.Allowed;

/**
 * How parameters follow their gradients. The learning rate is the initial one; a schedule scales
 * it.
 */
public sealed interface OptimizerConfig {
  OptimizerConfig DEFAULT = new Adam(1e-3, 0.9, 0.999, 1e-8, 0);

  double learningRate();

  /** Gradient descent with momentum: v = momentum v + g; p -= rate v. */
  record Sgd(double learningRate, double momentum) implements OptimizerConfig {
    public static final Sgd DEFAULT = new Sgd(0.5, 0);

    public Sgd {
      positive("learningRate", learningRate);
      fraction("momentum", momentum);
    }
  }

  /** Adam (Kingma and Ba 2015), with weight decay added to the gradient. */
  record Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
      implements OptimizerConfig {
    public static final Adam DEFAULT = new Adam(1e-3, 0.9, 0.999, 1e-8, 0);

    public Adam {
      moments(learningRate, beta1, beta2, epsilon, weightDecay);
    }
  }

  /** Adam with decoupled weight decay: p -= rate decay p (Loshchilov and Hutter 2019). */
  record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
      implements OptimizerConfig {
    public static final AdamW DEFAULT = new AdamW(1e-3, 0.9, 0.999, 1e-8, 0.01);

    public AdamW {
      moments(learningRate, beta1, beta2, epsilon, weightDecay);
    }
  }

  private static void moments(
      double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
    positive("learningRate", learningRate);
    fraction("beta1", beta1);
    fraction("beta2", beta2);
    positive("epsilon", epsilon);
    fraction("weightDecay", weightDecay);
  }

  private static void positive(String name, double value) {
    Allowed.above(name, value, 0);
  }

  private static void fraction(String name, double value) {
    Allowed.demand(value >= 0 && value < 1, name, value, "at least 0, below 1");
  }
}
