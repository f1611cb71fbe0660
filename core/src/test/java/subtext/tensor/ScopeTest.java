package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScopeTest {
  @Test
  void liveTensorsReturnToTheBaselineWhenAScopeCloses() {
    long before = Scope.liveTensors();
    try (Scope scope = Scope.open()) {
      Tensor one = Tensor.of(new float[] {1, 2}, 2);
      one.add(one).mul(3);
      assertThat(Scope.liveTensors()).isEqualTo(before + 3);
    }
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  @Test
  void aKeptTensorLivesAsLongAsTheOuterScope() {
    long before = Scope.liveTensors();
    try (Scope outer = Scope.open()) {
      Tensor kept = Scope.run(() -> Tensor.of(new float[] {1, 2}, 2).mul(2));
      assertThat(kept.toFloats()).containsExactly(2, 4);
      Tensor twice;
      try (Scope middle = Scope.open()) {
        Tensor inner = Scope.run(() -> kept.add(1));
        twice = middle.keep(inner);
      }
      assertThat(twice.toFloats()).containsExactly(3, 5);
    }
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  @Test
  void aReleasedTensorLivesUntilItIsClosed() {
    long before = Scope.liveTensors();
    Tensor released;
    try (Scope scope = Scope.open()) {
      released = scope.release(Tensor.of(new float[] {7}, 1));
    }
    assertThat(released.toFloats()).containsExactly(7);
    released.close();
    assertThat(Scope.liveTensors()).isEqualTo(before);
    assertThatThrownBy(released::toFloats).hasMessageContaining("closed");
  }

  @Test
  void aTensorOutsideEveryScopeIsRefused() {
    assertThatThrownBy(() -> Tensor.of(new float[] {1}, 1)).hasMessageContaining("scope");
  }

  @Test
  void adamMovesAgainstTheGradientAndClearsIt() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1)) {
      Tensor x = parameters.create("x", new Init.Constant(3), 2);
      try (Optimizer optimizer =
          new Optimizer(new OptimizerConfig.Adam(0.1, 0.9, 0.999, 1e-8, 0), parameters)) {
        for (int i = 0; i < 200; i++) {
          try (Scope scope = Scope.open()) {
            x.square().sum().backward();
            assertThat(optimizer.gradientNorm().item()).isFinite();
            optimizer.step(1, 1);
          }
        }
        try (Scope scope = Scope.open()) {
          assertThat(x.toDoubles()[0]).isBetween(-0.05, 0.05);
          assertThat(x.gradient()).isNull();
        }
      }
    }
  }
}
