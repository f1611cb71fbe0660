package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** A linear regression of 64 points, y = 3 sum of x, in each precision. */
class PrecisionTest {
  @Test
  void bfloat16LearnsStepByStepAndArrivesWhereFloat32Does() {
    double[] exact = losses(Precision.FLOAT32);
    double[] rounded = losses(Precision.BFLOAT16);
    assertThat(exact[exact.length - 1]).isLessThan(exact[0] / 1000);
    // Were the cast weights of an earlier step used, the loss would stay where it began.
    for (int step = 0; step < 5; step++) {
      assertThat(rounded[step]).isCloseTo(exact[step], within(0.03 * exact[step]));
    }
    assertThat(rounded[rounded.length - 1]).isLessThan(rounded[0] / 100);
  }

  @Test
  void productsAreInBfloat16InsideAndInFloat32Outside() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.full(1, DType.F32, Device.CPU, 2, 2);
      assertThat(Precision.BFLOAT16.run(Device.CPU, () -> x.matmul(x)).dtype())
          .isEqualTo(DType.BF16);
      assertThat(Precision.FLOAT32.run(Device.CPU, () -> x.matmul(x)).dtype()).isEqualTo(DType.F32);
      assertThat(x.matmul(x).dtype()).isEqualTo(DType.F32);
    }
  }

  @Test
  void weightsAndTheirGradientsStayFloat32() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 1);
        Scope scope = Scope.open()) {
      Tensor weight = parameters.create("weight", new Init.Uniform(1), 1, 8);
      loss(weight, Precision.BFLOAT16).backward();
      assertThat(weight.dtype()).isEqualTo(DType.F32);
      assertThat(weight.gradient()).isNotNull().extracting(Tensor::dtype).isEqualTo(DType.F32);
    }
  }

  private static double[] losses(Precision precision) {
    double[] losses = new double[60];
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 1)) {
      Tensor weight = parameters.create("weight", new Init.Uniform(1), 1, 8);
      try (Optimizer optimizer = new Optimizer(new OptimizerConfig.Sgd(0.2, 0), parameters)) {
        for (int step = 0; step < losses.length; step++) {
          try (Scope scope = Scope.open()) {
            Tensor loss = loss(weight, precision);
            loss.backward();
            optimizer.step(1, 1);
            losses[step] = loss.item();
          }
        }
      }
    }
    return losses;
  }

  private static Tensor loss(Tensor weight, Precision precision) {
    long[] points = new long[64];
    for (int i = 0; i < points.length; i++) {
      points[i] = i;
    }
    Tensor x = new Noise(3, 0).normal(Noise.Stream.PRIOR, 0, points, 8, weight.detach());
    Tensor y = x.sum(1).mul(3);
    return precision
        .run(Device.CPU, () -> x.linear(weight, null).squeeze(1).to(DType.F32))
        .sub(y)
        .square()
        .mean();
  }
}
