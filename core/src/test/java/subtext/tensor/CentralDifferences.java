package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Gradients against (f(p + eps) - f(p - eps)) / (2 eps), which is off by O(eps^2), in double
 * precision.
 */
public final class CentralDifferences {
  private static final double EPS = 1e-6;
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-8;

  /** Entries of each parameter that are checked: so many of the steepest, and so many others. */
  private static final int ENTRIES = 3;

  private CentralDifferences() {}

  /**
   * Checks the gradient of {@code loss} with respect to every tensor of {@code parameters} but the
   * constants.
   *
   * @param loss gives a scalar, and the same one whenever the parameters are the same
   */
  public static void check(Parameters parameters, Supplier<Tensor> loss) {
    try (Scope scope = Scope.open()) {
      loss.get().backward();
      for (Map.Entry<String, Tensor> parameter : parameters.byName().entrySet()) {
        if (!parameter.getValue().handle().requires_grad()) {
          continue;
        }
        Tensor gradient = parameter.getValue().gradient();
        assertThat(gradient).as("gradient of %s", parameter.getKey()).isNotNull();
        double[] analytic = Objects.requireNonNull(gradient).toDoubles();
        for (int i : entries(analytic)) {
          double numeric = difference(parameter.getValue(), i, loss);
          assertThat(analytic[i])
              .as("derivative by %s[%d]", parameter.getKey(), i)
              .isCloseTo(numeric, within(ABSOLUTE + RELATIVE * Math.abs(numeric)));
        }
        parameter.getValue().clearGradient();
      }
    }
  }

  private static int[] entries(double[] gradient) {
    IntStream steepest =
        IntStream.range(0, gradient.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(gradient[i])))
            .mapToInt(i -> i)
            .limit(ENTRIES);
    IntStream others =
        IntStream.range(0, ENTRIES)
            .map(i -> (int) Long.remainderUnsigned(Noise.mix(i + 1L), gradient.length));
    return IntStream.concat(steepest, others).distinct().toArray();
  }

  private static double difference(Tensor parameter, int entry, Supplier<Tensor> loss) {
    double here = parameter.toDoubles()[entry];
    double above = valueAt(here + EPS, parameter, entry, loss);
    double below = valueAt(here - EPS, parameter, entry, loss);
    set(parameter, entry, here);
    return (above - below) / (2 * EPS);
  }

  private static double valueAt(double value, Tensor parameter, int entry, Supplier<Tensor> loss) {
    set(parameter, entry, value);
    try (Scope scope = Scope.open()) {
      return Autograd.without(() -> loss.get().item());
    }
  }

  private static void set(Tensor parameter, int entry, double value) {
    try (Scope scope = Scope.open()) {
      parameter.detach().reshape(-1).narrow(0, entry, 1).copy_(Tensor.of(new double[] {value}, 1));
    }
  }
}
