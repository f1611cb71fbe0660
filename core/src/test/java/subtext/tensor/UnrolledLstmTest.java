package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Against central differences, and against the engine's own layer. B 3, T 4, I 5, H 6. */
class UnrolledLstmTest {
  private static final int BATCH = 3;
  private static final int TIME = 4;
  private static final int INPUT = 5;
  private static final int HIDDEN = 6;

  private final Parameters parameters = new Parameters(Device.CPU, DType.F64, 7);
  private final Init init = new Init.Uniform(1);
  private final Tensor input_BTI = parameters.create("input", init, BATCH, TIME, INPUT);
  private final Tensor h0_LBH = parameters.create("h0", init, 1, BATCH, HIDDEN);
  private final Tensor c0_LBH = parameters.create("c0", init, 1, BATCH, HIDDEN);
  private final List<Tensor> weights =
      List.of(
          parameters.create("fromInput", init, 4 * HIDDEN, INPUT),
          parameters.create("fromHidden", init, 4 * HIDDEN, HIDDEN),
          parameters.create("inputBias", init, 4 * HIDDEN),
          parameters.create("hiddenBias", init, 4 * HIDDEN));

  private Recurrence.Read unrolled(Tensor input, List<Tensor> state) {
    return UnrolledLstm.read(
        input, state.get(0).select(0, 0), state.get(1).select(0, 0), weights, DType.F64);
  }

  private Recurrence.Read engines(Tensor input, List<Tensor> state) {
    return Recurrence.lstm(input, state, weights);
  }

  /** A scalar in which every output counts another amount. Inputs are no leaves, as in a model. */
  private Tensor loss(BiFunction<Tensor, List<Tensor>, Recurrence.Read> lstm) {
    Recurrence.Read read = lstm.apply(input_BTI.mul(0.9), List.of(h0_LBH.tanh(), c0_LBH.mul(1.1)));
    Tensor weighting =
        new Noise(1, 0).normal(Noise.Stream.PRIOR, 0, new long[BATCH], TIME * HIDDEN, h0_LBH);
    return read.outputs_BTH().reshape(BATCH, TIME * HIDDEN).square().mul(weighting).sum();
  }

  @Test
  void gradientsAreThoseOfCentralDifferences() {
    CentralDifferences.check(parameters, () -> loss(this::unrolled));
  }

  @Test
  void outputsStatesAndGradientsAreThoseOfTheEnginesLayer() {
    try (Scope scope = Scope.open()) {
      List<Tensor> state = List.of(h0_LBH, c0_LBH);
      Recurrence.Read ours = unrolled(input_BTI, state);
      Recurrence.Read theirs = engines(input_BTI, state);
      assertThat(ours.outputs_BTH().toDoubles())
          .containsExactly(theirs.outputs_BTH().toDoubles(), within(1e-12));
      for (int part = 0; part < 2; part++) {
        assertThat(ours.state().get(part).shape()).isEqualTo(theirs.state().get(part).shape());
        assertThat(ours.state().get(part).toDoubles())
            .containsExactly(theirs.state().get(part).toDoubles(), within(1e-12));
      }
      Map<String, double[]> expected = gradients(this::engines);
      gradients(this::unrolled)
          .forEach(
              (name, gradient) ->
                  assertThat(gradient).as(name).containsExactly(expected.get(name), within(1e-10)));
    }
  }

  private Map<String, double[]> gradients(BiFunction<Tensor, List<Tensor>, Recurrence.Read> lstm) {
    Map<String, double[]> gradients = new TreeMap<>();
    loss(lstm).backward();
    parameters
        .byName()
        .forEach(
            (name, parameter) -> {
              Tensor gradient = parameter.gradient();
              assertThat(gradient).as(name).isNotNull();
              gradients.put(name, gradient == null ? new double[0] : gradient.toDoubles());
              parameter.clearGradient();
            });
    return gradients;
  }
}
