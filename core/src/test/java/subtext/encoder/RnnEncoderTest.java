package subtext.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import subtext.nn.Cell;
import subtext.nn.Embedding;
import subtext.nn.Observed;
import subtext.nn.SmallBatch;
import subtext.tensor.CentralDifferences;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class RnnEncoderTest {
  private static final int EMBEDDING = 3;
  private static final int HIDDEN = 4;

  @ParameterizedTest
  @CsvSource({
    "RNN,  1, false, LAST", "RNN,  2, false, MEAN", "RNN,  1, true, MAX", "RNN,  2, true, ALL",
    "GRU,  1, false, LAST", "GRU,  2, false, MEAN", "GRU,  1, true, MAX", "GRU,  2, true, ALL",
    "LSTM, 1, false, LAST", "LSTM, 2, false, MEAN", "LSTM, 1, true, MAX", "LSTM, 2, true, ALL",
    "LSTM, 1, false, MAX", "LSTM, 1, true,  LAST", "LSTM, 1, true, MEAN"
  })
  void gradientsAreThoseOfCentralDifferences(
      Cell kind, int layers, boolean bidirectional, Pooling pooling) {
    EncoderConfig.Recurrent config =
        new EncoderConfig.Recurrent(kind, EMBEDDING, HIDDEN, layers, bidirectional, pooling, 0.3);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1)) {
      RnnEncoder encoder = encoder(config, parameters);
      CentralDifferences.check(
          parameters,
          () -> weighted(encoder.encode(SmallBatch.observed(), SmallBatch.training()), config));
    }
  }

  @ParameterizedTest
  @EnumSource
  void float32GradientsAreThoseOfFloat64(Cell kind) {
    EncoderConfig.Recurrent config =
        new EncoderConfig.Recurrent(kind, EMBEDDING, HIDDEN, 2, true, Pooling.ALL, 0);
    assertThat(gradients(config, DType.F32))
        .containsExactly(gradients(config, DType.F64), within(1e-5));
  }

  @ParameterizedTest
  @EnumSource
  void aSentenceHasTheSameFeaturesAloneAndAmongLongerOnes(Pooling pooling) {
    EncoderConfig.Recurrent config =
        new EncoderConfig.Recurrent(Cell.GRU, EMBEDDING, HIDDEN, 2, true, pooling, 0);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      RnnEncoder encoder = encoder(config, parameters);
      double[] together =
          encoder.encode(SmallBatch.observed(), SmallBatch.evaluation()).toDoubles();
      int size = config.features();
      for (int b = 0; b < SmallBatch.SENTENCES.size(); b++) {
        Observed x = Observed.of(SmallBatch.alone(b), Device.CPU);
        double[] alone = encoder.encode(x, SmallBatch.evaluation()).toDoubles();
        assertThat(Arrays.copyOfRange(together, b * size, (b + 1) * size))
            .containsExactly(alone, within(1e-12));
      }
    }
  }

  @Test
  void theLastStateOfTheBackwardNetworkHasReadTheFirstToken() {
    EncoderConfig.Recurrent config =
        new EncoderConfig.Recurrent(Cell.RNN, EMBEDDING, HIDDEN, 1, true, Pooling.LAST, 0);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      RnnEncoder encoder = encoder(config, parameters);
      Tensor features = encoder.encode(SmallBatch.observed(), SmallBatch.evaluation());
      Tensor table = parameters.byName().firstEntry().getValue();
      Tensor weight = weight(parameters, "encoder.backwards.0.input");
      Tensor recurrent = weight(parameters, "encoder.backwards.0.recurrent");
      Tensor inputBias = weight(parameters, "encoder.backwards.0.inputBias");
      Tensor recurrentBias = weight(parameters, "encoder.backwards.0.recurrentBias");
      // Sentence 1 is token 8 and the end, 3: read backwards, 3 then 8.
      Tensor end = table.narrow(0, 3, 1).linear(weight, inputBias).add(recurrentBias).tanh();
      Tensor start =
          table
              .narrow(0, 8, 1)
              .linear(weight, inputBias)
              .add(end.linear(recurrent, recurrentBias))
              .tanh();
      assertThat(features.select(0, 1).narrow(0, HIDDEN, HIDDEN).toDoubles())
          .containsExactly(start.toDoubles(), within(1e-12));
    }
  }

  private static Tensor weight(Parameters parameters, String name) {
    Tensor weight = parameters.byName().get(name);
    assertThat(weight).as(name).isNotNull();
    return weight;
  }

  private static double[] gradients(EncoderConfig.Recurrent config, DType type) {
    try (Parameters parameters = new Parameters(Device.CPU, type, 1);
        Scope scope = Scope.open()) {
      RnnEncoder encoder = encoder(config, parameters);
      weighted(encoder.encode(SmallBatch.observed(), SmallBatch.evaluation()), config).backward();
      return parameters.tensors().stream()
          .map(Tensor::gradient)
          .flatMapToDouble(gradient -> Arrays.stream(gradient.toDoubles()))
          .toArray();
    }
  }

  private static RnnEncoder encoder(EncoderConfig.Recurrent config, Parameters parameters) {
    Embedding embedding =
        Embedding.create(parameters, "embedding", SmallBatch.VOCABULARY, EMBEDDING, 1);
    return new RnnEncoder(config, embedding, parameters, 0);
  }

  /** A sum of all features in which each counts differently. */
  private static Tensor weighted(Tensor features_BF, EncoderConfig.Recurrent config) {
    long[] rows = SmallBatch.batch().examples();
    Tensor weights =
        new Noise(2, 0)
            .normal(Noise.Stream.PRIOR, 0, rows, config.features(), features_BF.detach());
    return features_BF.mul(weights).sum();
  }
}
