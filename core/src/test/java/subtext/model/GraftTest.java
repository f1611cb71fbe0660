package subtext.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.config.Binder;
import subtext.nn.SmallBatch;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class GraftTest {
  private static ModelConfig config(int hidden) {
    return config("hidden: %d, skip: true".formatted(hidden));
  }

  private static ModelConfig config(String decoder) {
    String text =
        """
        latent: 2
        encoder: {kind: gru, embedding: 3, hidden: 4}
        decoder: {kind: lstm, embedding: 3, %s}
        """
            .formatted(decoder);
    return Binder.bind(Binder.yaml("a model", text), ModelConfig.class);
  }

  @Test
  void theDecoderSaysWhatTheLanguageModelSaysUntilItHasLearntZ() {
    try (Parameters own = new Parameters(Device.CPU, DType.F32, 5);
        Parameters others = new Parameters(Device.CPU, DType.F32, 6);
        Scope scope = Scope.open()) {
      Vae vae = new Vae(config(4), SmallBatch.VOCABULARY, own);
      LanguageModel model = new LanguageModel(config(4), SmallBatch.VOCABULARY, others);
      double[] expected =
          model
              .terms(SmallBatch.observed(), SmallBatch.evaluation())
              .reconstruction_B()
              .toDoubles();
      assertThat(reconstruction(vae)).isNotEqualTo(expected);

      own.load(Graft.onto(own, others.toData()));

      assertThat(reconstruction(vae)).isEqualTo(expected);
      Tensor loss = vae.terms(SmallBatch.observed(), SmallBatch.evaluation()).reconstruction_B();
      loss.sum().backward();
      Tensor ofZ = Objects.requireNonNull(own.byName().get("decoder.initial.weight")).gradient();
      assertThat(Objects.requireNonNull(ofZ).mul(ofZ).sum().item()).isPositive();
    }
  }

  private static double[] reconstruction(Vae vae) {
    return vae.terms(SmallBatch.observed(), SmallBatch.evaluation()).reconstruction_B().toDoubles();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hidden: 4; hidden: 5; decoder.rnn.0.input",
        "hidden: 4; hidden: 4, layers: 2; weights of the language model",
        "hidden: 4, layers: 2; hidden: 4; language model has no decoder.rnn.1"
      })
  void anotherDecoderDoesNotFit(String decoder, String languageModel, String named) {
    try (Parameters own = new Parameters(Device.CPU, DType.F32, 5);
        Parameters others = new Parameters(Device.CPU, DType.F32, 6)) {
      new Vae(config(decoder), SmallBatch.VOCABULARY, own);
      new LanguageModel(config(languageModel), SmallBatch.VOCABULARY, others);
      assertThatThrownBy(() -> own.load(Graft.onto(own, others.toData())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(named);
    }
  }
}
