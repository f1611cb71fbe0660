package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final Init INIT = new Init.Uniform(0.5);

  private final Parameters parameters = new Parameters(Device.CPU, DType.F32, 1);

  @AfterEach
  void free() {
    parameters.close();
  }

  @Test
  void initialValuesDependOnSeedAndNameAlone() {
    parameters.create("a", INIT, 3, 4);
    parameters.create("b", INIT, 3, 4);
    try (Parameters others = new Parameters(Device.CPU, DType.F64, 1);
        Parameters reseeded = new Parameters(Device.CPU, DType.F32, 2)) {
      others.create("b", INIT, 3, 4);
      reseeded.create("b", INIT, 3, 4);
      assertThat(values(others, "b")).containsExactly(values(parameters, "b"));
      assertThat(values(reseeded, "b")).isNotEqualTo(values(parameters, "b"));
      assertThat(values(parameters, "a")).isNotEqualTo(values(parameters, "b"));
    }
  }

  @Test
  void uniformValuesFillTheirRange() {
    parameters.create("a", INIT, 10_000);
    float[] values = values(parameters, "a");
    double square = 0;
    for (float value : values) {
      assertThat(value).isBetween(-0.5f, 0.5f);
      square += value * value / 10_000.0;
    }
    // The variance of a uniform number on [-1/2, 1/2] is 1/12; 3 standard errors are 0.0023.
    assertThat(square).isBetween(1 / 12.0 - 0.0023, 1 / 12.0 + 0.0023);
  }

  @Test
  void resettingGivesTheChosenOnesFreshValuesAndLeavesTheOthers() {
    parameters.create("decoder.a", INIT, 4);
    parameters.create("encoder.a", INIT, 4);
    float[] decoder = values(parameters, "decoder.a");
    float[] encoder = values(parameters, "encoder.a");
    parameters.reset(name -> name.startsWith("decoder."), 99);
    assertThat(values(parameters, "decoder.a")).isNotEqualTo(decoder);
    assertThat(values(parameters, "encoder.a")).containsExactly(encoder);
  }

  @Test
  void valuesComeBackBitForBitAndKeepTheirPlaceInTheGraph() {
    Tensor a = parameters.create("a", INIT, 4);
    Map<String, TensorData> saved = parameters.toData();
    float[] before = a.toFloats();
    parameters.reset(name -> true, 5);
    parameters.load(saved);
    assertThat(a.toFloats()).containsExactly(before);
    try (Scope scope = Scope.open()) {
      a.sum().backward();
      assertThat(Objects.requireNonNull(a.gradient()).toFloats()).containsOnly(1);
    }
  }

  @Test
  void aNameTwiceAndAMissingWeightAreRefused() {
    parameters.create("a", INIT, 4);
    assertThatThrownBy(() -> parameters.create("a", INIT, 4)).hasMessageContaining("exists");
    assertThatThrownBy(() -> parameters.load(Map.of())).hasMessageContaining("weight a is missing");
  }

  @Test
  void knownValuesAreTakenAndNothingOfAnotherShapeIsMade() {
    parameters.create("a", INIT, 4);
    Map<String, TensorData> data = parameters.toData();
    try (Parameters known = Parameters.of(data, Device.CPU)) {
      known.create("a", INIT, 4);
      assertThat(values(known, "a")).containsExactly(values(parameters, "a"));
      assertThatThrownBy(() -> known.create("b", INIT, 4)).hasMessageContaining("b is missing");
    }
    try (Parameters known = Parameters.of(data, Device.CPU)) {
      assertThatThrownBy(() -> known.create("a", INIT, 1L << 40, 1L << 20))
          .hasMessageContaining("weight a has shape [4]");
    }
  }

  private static float[] values(Parameters parameters, String name) {
    return Objects.requireNonNull(parameters.byName().get(name)).toFloats();
  }
}
