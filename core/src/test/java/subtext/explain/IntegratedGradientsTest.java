package subtext.explain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.encoder.TokenEncoder;
import subtext.model.ModelConfig;
import subtext.model.TinyModels;
import subtext.model.Vae;
import subtext.nn.Observed;
import subtext.tensor.Autograd;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class IntegratedGradientsTest {
  private static final int[] TOKENS = {4, 9, 5, 5, 12};

  private static TokenEncoder reader(Vae vae) {
    return requireNonNull(vae.reader());
  }

  private static IntegratedGradients.Parts parts(
      Vae vae, Quantity.Scalar scalar, Baseline baseline, double tolerance) {
    try (Scope scope = Scope.open()) {
      Observed x = Observed.of(Batch.of(List.of(TOKENS)), Device.CPU);
      return Autograd.without(
          () -> new IntegratedGradients(reader(vae), baseline, tolerance).of(x, scalar, 1));
    }
  }

  private static Quantity.Scalar ofVectors(UnaryOperator<Tensor> function) {
    return (x, pass) -> function.apply(requireNonNull(x.vectors_BTD()).sum(2)).sum(1);
  }

  @Test
  void aSumOfSquaresFallsIntoTheSquaresOfItsTokens() {
    try (Vae vae = TinyModels.vae(3)) {
      IntegratedGradients.Parts found = parts(vae, ofVectors(Tensor::square), Baseline.ZERO, 1e-4);
      float[] table = reader(vae).embedding().table_VD().toFloats();
      int size = table.length / TinyModels.tokenizer().size();
      for (int t = 0; t < TOKENS.length; t++) {
        double sum = 0;
        for (int d = 0; d < size; d++) {
          sum += table[TOKENS[t] * size + d];
        }
        assertThat(found.own()[t]).isCloseTo(sum * sum, within(1e-4));
      }
      assertThat(found.integral().steps()).isEqualTo(16);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: gru, embedding: 6, hidden: 8, bidirectional: true, pooling: mean}",
        "{kind: lstm, embedding: 6, hidden: 8, pooling: all}",
        "{kind: rnn, embedding: 6, hidden: 8, pooling: last}",
        "{kind: bag, embedding: 6, hidden: 8}",
        "{kind: transformer, embedding: 8, heads: 2, layers: 2}"
      })
  void thePartsAddUpWhateverReads(String encoder) {
    ModelConfig config =
        Binder.bind(
            Binder.yaml("a model", "{latent: 4, encoder: %s}".formatted(encoder)),
            ModelConfig.class);
    try (Vae vae = new Vae(config, 16, new Parameters(Device.CPU, DType.F32, 5))) {
      Quantity.Scalar kl =
          (x, pass) -> requireNonNull(vae.prior().exact_BD(vae.posterior(x, pass))).sum(1);
      for (Baseline baseline : Baseline.values()) {
        IntegratedGradients.Parts found = parts(vae, kl, baseline, 1e-3);
        double change = found.value() - found.integral().baseline();
        assertThat(found.integral().complete()).isTrue();
        assertThat(Arrays.stream(found.own()).sum())
            .isCloseTo(change, within(1e-3 * Math.max(1e-3, Math.abs(change))));
        assertThat(found.integral().gap())
            .isCloseTo(Arrays.stream(found.own()).sum() - change, within(1e-9));
      }
    }
  }

  @Test
  void anIntegralThatDoesNotAddUpSaysSo() {
    try (Vae vae = TinyModels.vae(3)) {
      // Along the way a step: no gradient tells of it.
      Quantity.Scalar step =
          ofVectors(vectors -> vectors.lt(0.3).to(DType.F32).add(vectors.mul(1e-3)));
      IntegratedGradients.Parts found = parts(vae, step, Baseline.ZERO, 0.01);
      assertThat(found.integral().complete()).isFalse();
      assertThat(found.integral().steps()).isEqualTo(256);
    }
  }

  @Test
  void gradientsAreCollectedInNoParameter() {
    try (Vae vae = TinyModels.vae(3)) {
      parts(vae, (x, pass) -> vae.posterior(x, pass).location_BZ().sum(1), Baseline.ZERO, 0.01);
      assertThat(vae.parameters().tensors()).allMatch(parameter -> parameter.gradient() == null);
    }
  }
}
