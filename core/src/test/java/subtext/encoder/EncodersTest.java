package subtext.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import subtext.data.Batch;
import subtext.data.FakeNetwork;
import subtext.nn.Activation;
import subtext.nn.Embedding;
import subtext.nn.Observed;
import subtext.nn.SmallBatch;
import subtext.tensor.CentralDifferences;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** Encoders without recurrence. */
class EncodersTest {
  static Stream<EncoderConfig> configs() {
    return Stream.of(
        new EncoderConfig.Transformer(4, 2, 2, 6, Pooling.MEAN, 0.2),
        new EncoderConfig.Transformer(4, 1, 1, 6, Pooling.ALL, 0),
        new EncoderConfig.Bag(4, 5, 0.2),
        new EncoderConfig.Pretrained("fake", FakeNetwork.DIMENSIONS, null, 5, 0.2),
        new EncoderConfig.Counts(5, 1, Activation.TANH, false, 0, 0),
        new EncoderConfig.Counts(5, 2, Activation.SOFTPLUS, true, 0.3, 0.2),
        new EncoderConfig.Combined(
            new EncoderConfig.Counts(3, 1, Activation.SOFTPLUS, true, 0, 0.2),
            new EncoderConfig.Pretrained("fake", FakeNetwork.DIMENSIONS, null, 4, 0.2)));
  }

  private static Encoder encoder(EncoderConfig config, Parameters parameters) {
    return config.create(
        () ->
            Embedding.create(parameters, "embedding", SmallBatch.VOCABULARY, config.embedding(), 1),
        parameters,
        0.5);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void gradientsAreThoseOfCentralDifferences(EncoderConfig config) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1)) {
      Encoder encoder = encoder(config, parameters);
      CentralDifferences.check(
          parameters,
          () -> {
            Tensor features_BF = encoder.encode(SmallBatch.observed(), SmallBatch.training());
            return features_BF.mul(features_BF).add(features_BF).sum();
          });
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void paddingHasNoInfluence(EncoderConfig config) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      Encoder encoder = encoder(config, parameters);
      Tensor together = encoder.encode(SmallBatch.observed(), SmallBatch.evaluation());
      assertThat(together.shape()).containsExactly(4, config.features());
      for (int b = 0; b < 4; b++) {
        Observed alone = Observed.of(SmallBatch.alone(b), Device.CPU);
        assertThat(encoder.encode(alone, SmallBatch.evaluation()).toDoubles())
            .containsExactly(together.narrow(0, b, 1).toDoubles(), within(1e-12));
      }
    }
  }

  @Test
  void countsAreReadWhateverTheOrderAndWithoutUnknownWords() {
    EncoderConfig config = new EncoderConfig.Counts(5, 1, Activation.TANH, true, 0, 0);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      Encoder encoder = encoder(config, parameters);
      double[] one = read(encoder, 4, 5, 5, 7);
      assertThat(read(encoder, 5, 7, 1, 4, 5, 1)).containsExactly(one, within(1e-12));
      assertThat(read(encoder, 5, 7, 4)).isNotEqualTo(one);
    }
  }

  private static double[] read(Encoder encoder, int... words) {
    Observed x = Observed.of(Batch.of(List.of(words)), Device.CPU);
    return encoder.encode(x, SmallBatch.evaluation()).toDoubles();
  }
}
