package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Each rule against its textbook recursion, in double precision, on the loss x^4 / 4. */
class OptimizerTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final int STEPS = 25;

  @Test
  void gradientDescentSubtractsTheScaledGradient() {
    double x = 1.5;
    for (int t = 1; t <= STEPS; t++) {
      x -= 0.1 * factor(t) * cube(x);
    }
    assertThat(descend(new OptimizerConfig.Sgd(0.1, 0), 1.5)).isCloseTo(x, EXACT);
  }

  @Test
  void momentumAccumulatesTheGradients() {
    double x = 1.5;
    double v = 0;
    for (int t = 1; t <= STEPS; t++) {
      v = 0.9 * v + cube(x);
      x -= 0.05 * factor(t) * v;
    }
    assertThat(descend(new OptimizerConfig.Sgd(0.05, 0.9), 1.5)).isCloseTo(x, EXACT);
  }

  @Test
  void adamIsThatOfKingmaAndBa() {
    assertThat(descend(new OptimizerConfig.Adam(0.1, 0.8, 0.95, 1e-6, 0), 1.5))
        .isCloseTo(adam(1.5, t -> 0, 0), EXACT);
  }

  @Test
  void adamAddsItsWeightDecayToTheGradient() {
    assertThat(descend(new OptimizerConfig.Adam(0.1, 0.8, 0.95, 1e-6, 0.3), 1.5))
        .isCloseTo(adam(1.5, t -> 0, 0.3), EXACT);
  }

  @Test
  void adamWShrinksTheParameterBesideTheGradient() {
    assertThat(descend(new OptimizerConfig.AdamW(0.1, 0.8, 0.95, 1e-6, 0.3), 1.5))
        .isCloseTo(adam(1.5, t -> 0.1 * factor((int) t) * 0.3, 0), EXACT);
  }

  private static double adam(double x, DoubleUnaryOperator shrinkage, double decay) {
    double m = 0;
    double v = 0;
    for (int t = 1; t <= STEPS; t++) {
      double gradient = cube(x) + decay * x;
      x *= 1 - shrinkage.applyAsDouble(t);
      m = 0.8 * m + 0.2 * gradient;
      v = 0.95 * v + 0.05 * gradient * gradient;
      double first = m / (1 - Math.pow(0.8, t));
      double second = v / (1 - Math.pow(0.95, t));
      x -= 0.1 * factor(t) * first / (Math.sqrt(second) + 1e-6);
    }
    return x;
  }

  @Test
  void theNormIsThatOfAllGradientsTogetherAndClippingScalesThemAll() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      Tensor a = parameters.create("a", new Init.Constant(3), 1);
      Tensor b = parameters.create("b", new Init.Constant(2), 2, 2);
      parameters.create("unused", Init.ZEROS, 5);
      try (Optimizer optimizer = new Optimizer(new OptimizerConfig.Sgd(1, 0), parameters)) {
        a.square().sum().add(b.square().sum()).backward();
        // Gradients 6 and four times 4.
        double norm = optimizer.gradientNorm().item();
        assertThat(norm).isCloseTo(10, EXACT);
        optimizer.step(1, 5 / norm);
        assertThat(a.toDoubles()[0]).isCloseTo(3 - 3, EXACT);
        assertThat(b.toDoubles()).containsOnly(2 - 2);
        assertThat(optimizer.gradientNorm().item()).isZero();
      }
    }
  }

  @Test
  void theNormOfGradientsThatAreNotFiniteIsNotFinite() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 1);
        Scope scope = Scope.open()) {
      Tensor x = parameters.create("x", Init.ZEROS, 2);
      try (Optimizer optimizer = new Optimizer(OptimizerConfig.DEFAULT, parameters)) {
        x.sqrt().sum().backward();
        assertThat(optimizer.gradientNorm().item()).isInfinite();
      }
    }
  }

  @Test
  void aSavedStateGoesOnBitForBit() {
    OptimizerConfig config = new OptimizerConfig.Adam(0.1, 0.9, 0.99, 1e-8, 0);
    try (Parameters parameters = parameters();
        Optimizer uninterrupted = new Optimizer(config, parameters);
        Parameters resumedParameters = parameters();
        Optimizer resumed = new Optimizer(config, resumedParameters)) {
      steps(parameters, uninterrupted, 3);
      resumedParameters.load(parameters.toData());
      resumed.load(uninterrupted.toData());
      steps(parameters, uninterrupted, 4);
      steps(resumedParameters, resumed, 4);
      assertThat(values(resumedParameters)).containsExactly(values(parameters));
    }
  }

  @Test
  void aParameterThatIsHeldStaysAndLaterTakesItsFirstStep() {
    OptimizerConfig config = new OptimizerConfig.Adam(0.1, 0.9, 0.99, 1e-8, 0);
    try (Parameters parameters = parameters()) {
      Tensor y = parameters.create("y", new Init.Constant(2), 1);
      try (Optimizer both = new Optimizer(config, parameters)) {
        for (int i = 0; i < 3; i++) {
          parameters.holding("y"::equals, () -> step(parameters, both));
        }
        assertThat(y.toFloats()).containsExactly(2);
        step(parameters, both);
        assertThat(y.toFloats()).as("Adam's first step is the rate").containsExactly(1.9f);
      }
    }
  }

  private static boolean step(Parameters parameters, Optimizer optimizer) {
    try (Scope scope = Scope.open()) {
      parameters.tensors().stream()
          .map(tensor -> tensor.square().sum())
          .reduce(Tensor::add)
          .orElseThrow()
          .backward();
      optimizer.step(1, 1);
      return true;
    }
  }

  @Test
  void aResetOneStepsAsIfForTheFirstTime() {
    OptimizerConfig config = new OptimizerConfig.Adam(0.1, 0.9, 0.99, 1e-8, 0);
    try (Parameters parameters = parameters();
        Optimizer reset = new Optimizer(config, parameters);
        Parameters freshParameters = parameters();
        Optimizer fresh = new Optimizer(config, freshParameters)) {
      steps(parameters, reset, 3);
      reset.reset();
      freshParameters.load(parameters.toData());
      steps(parameters, reset, 2);
      steps(freshParameters, fresh, 2);
      assertThat(values(parameters)).containsExactly(values(freshParameters));
    }
  }

  @Test
  void aStateOfAnotherShapeOrAnIncompleteOneIsRefused() {
    try (Parameters parameters = parameters();
        Optimizer optimizer = new Optimizer(OptimizerConfig.DEFAULT, parameters);
        Parameters other = new Parameters(Device.CPU, DType.F32, 1)) {
      other.create("x", Init.ZEROS, 1);
      try (Optimizer narrow = new Optimizer(OptimizerConfig.DEFAULT, other)) {
        Map<String, TensorData> narrowState = narrow.toData();
        assertThatThrownBy(() -> optimizer.load(narrowState))
            .hasMessageContaining("first.x")
            .hasMessageContaining("[1]")
            .hasMessageContaining("[3]");
      }
      assertThatThrownBy(() -> optimizer.load(Map.of())).hasMessageContaining("missing");
      assertThatThrownBy(() -> parameters.load(other.toData()))
          .hasMessageContaining("weight x has shape [1]");
    }
  }

  private static double cube(double x) {
    return x * x * x;
  }

  /** A learning-rate schedule. */
  private static double factor(int t) {
    return 1.0 / t;
  }

  /** Where x is after the steps on x^4, whose gradients are scaled by 1/4. */
  private static double descend(OptimizerConfig config, double start) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1)) {
      Tensor x = parameters.create("x", new Init.Constant(start), 1);
      try (Optimizer optimizer = new Optimizer(config, parameters)) {
        for (int t = 1; t <= STEPS; t++) {
          try (Scope scope = Scope.open()) {
            x.square().square().sum().backward();
            optimizer.step(factor(t), 0.25);
          }
        }
        return x.toDoubles()[0];
      }
    }
  }

  private static Parameters parameters() {
    Parameters parameters = new Parameters(Device.CPU, DType.F32, 1);
    parameters.create("x", new Init.Uniform(1), 3);
    return parameters;
  }

  private static float[] values(Parameters parameters) {
    return Objects.requireNonNull(parameters.byName().get("x")).toFloats();
  }

  private static void steps(Parameters parameters, Optimizer optimizer, int count) {
    Tensor x = Objects.requireNonNull(parameters.byName().get("x"));
    for (int i = 0; i < count; i++) {
      try (Scope scope = Scope.open()) {
        x.exp().sum().add(x.square().sum()).backward();
        optimizer.step(1, 1);
      }
    }
  }
}
