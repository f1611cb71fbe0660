package subtext.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import subtext.nn.Cell;
import subtext.nn.Embedding;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.SmallBatch;
import subtext.tensor.Autograd;
import subtext.tensor.CentralDifferences;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Layers;
import subtext.tensor.Parameters;
import subtext.tensor.Precision;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Vocabulary;

class RnnDecoderTest {
  private static final int EMBEDDING = 3;
  private static final int HIDDEN = 4;
  private static final int LATENT = 2;

  @ParameterizedTest
  @CsvSource({
    "RNN,  1, true, false", "RNN,  2, true, false", "RNN,  1, false, false",
    "GRU,  1, true, false", "GRU,  2, true, false", "GRU,  1, false, false",
    "LSTM, 1, true, false", "LSTM, 2, true, false", "LSTM, 1, false, false",
    "LSTM, 2, false, true", "LSTM, 1, true,  true"
  })
  void gradientsAreThoseOfCentralDifferences(
      Cell kind, int layers, boolean conditioned, boolean tied) {
    DecoderConfig.Recurrent config =
        new DecoderConfig.Recurrent(
            kind, EMBEDDING, HIDDEN, layers, tied, tied, 0.2, 0.3, 0.25, tied, 0.4, 0.1);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1)) {
      RnnDecoder decoder = decoder(config, conditioned, parameters);
      Tensor z_BZ = conditioned ? parameters.create("z", new Init.Uniform(1), 4, LATENT) : null;
      CentralDifferences.check(
          parameters,
          () -> decoder.reconstruction_B(SmallBatch.observed(), z_BZ, SmallBatch.training()).sum());
    }
  }

  @ParameterizedTest
  @EnumSource
  void scoresStepByStepAreThoseOfTheWholeSentence(Cell kind) {
    DecoderConfig.Recurrent config =
        new DecoderConfig.Recurrent(
            kind, EMBEDDING, HIDDEN, 2, false, true, 0.2, 0.3, 0.4, false, 0.4, 0);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      RnnDecoder decoder = decoder(config, true, parameters);
      Tensor z_BZ = parameters.create("z", new Init.Uniform(1), 4, LATENT);
      Observed x = SmallBatch.observed();
      double[] whole = decoder.reconstruction_B(x, z_BZ, SmallBatch.evaluation()).toDoubles();
      Tensor sum = Tensor.zeros(DType.F64, Device.CPU, 4);
      Decoder.State state = decoder.begin(z_BZ, 4);
      for (int t = 0; t < x.time(); t++) {
        Decoder.Step step = decoder.step(state, x.inputs_BT().select(1, t));
        Tensor nats_B = Layers.crossEntropy(step.logits_BV(), x.targets_BT().select(1, t));
        sum = sum.add(nats_B.mul(x.mask_BT().select(1, t)));
        state = step.state();
      }
      assertThat(sum.toDoubles()).containsExactly(whole, within(1e-12));
    }
  }

  @Test
  void selectedRowsOfAStateGoOnAsTheyWouldHave() {
    DecoderConfig.Recurrent config =
        new DecoderConfig.Recurrent(
            Cell.LSTM, EMBEDDING, HIDDEN, 2, false, true, 0, 0, 0, false, 0, 0);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      RnnDecoder decoder = decoder(config, true, parameters);
      Tensor z_BZ = parameters.create("z", new Init.Uniform(1), 3, LATENT);
      Tensor previous = Tensor.of(new long[] {4, 5, 6}, 3);
      Decoder.State state = decoder.step(decoder.begin(z_BZ, 3), previous).state();
      Tensor chosen = Tensor.of(new long[] {2, 0}, 2);
      Tensor all = decoder.step(state, previous).logits_BV();
      Tensor some = decoder.step(state.select(chosen), previous.indexSelect(0, chosen)).logits_BV();
      assertThat(some.toDoubles())
          .containsExactly(all.indexSelect(0, chosen).toDoubles(), within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({"RNN, true", "GRU, false", "LSTM, true", "LSTM, false"})
  void stepsInBfloat16ScoreTheSameTokensNearlyAsInFloat32(Cell kind, boolean tied) {
    DecoderConfig.Recurrent config =
        new DecoderConfig.Recurrent(kind, EMBEDDING, HIDDEN, 2, tied, tied, 0, 0, 0, false, 0, 0);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 1);
        Scope scope = Scope.open()) {
      RnnDecoder decoder = decoder(config, true, parameters);
      Tensor z_BZ = parameters.create("z", new Init.Uniform(1), 3, LATENT);
      Tensor previous = Tensor.of(new long[] {4, 5, 6}, 3);
      float[] expected = afterTwoSteps(decoder, z_BZ, previous);
      float[] scores =
          Precision.BFLOAT16.run(
              Device.CPU,
              () -> Autograd.without(() -> afterTwoSteps(decoder.forSteps(), z_BZ, previous)));
      assertThat(scores).hasSize(3 * SmallBatch.VOCABULARY).isNotEqualTo(expected);
      assertThat(scores).containsExactly(expected, within(0.02f));
    }
  }

  private static float[] afterTwoSteps(RnnDecoder decoder, Tensor z_BZ, Tensor previous_B) {
    Decoder.State state = decoder.step(decoder.begin(z_BZ, 3), previous_B).state();
    return decoder.step(state, previous_B).logits_BV().toFloats();
  }

  @Test
  void theNatsOfAnUntrainedDecoderWithoutWeightsAreThoseOfAUniformGuess() {
    DecoderConfig.Recurrent config =
        new DecoderConfig.Recurrent(
            Cell.GRU, EMBEDDING, HIDDEN, 1, false, false, 0, 0, 0, false, 0, 0);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      RnnDecoder decoder = decoder(config, false, parameters);
      parameters.tensors().forEach(tensor -> tensor.detach().mul_(0));
      double guess = Math.log(SmallBatch.VOCABULARY);
      // One more prediction than there are tokens: the end counts, padding does not.
      assertThat(
              decoder
                  .reconstruction_B(SmallBatch.observed(), null, SmallBatch.evaluation())
                  .toDoubles())
          .containsExactly(new double[] {5 * guess, 2 * guess, guess, 4 * guess}, within(1e-12));
    }
  }

  @Test
  void targetsAreSmoothedInTrainingAlone() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      RnnDecoder decoder = decoder(smoothed(0.1), false, parameters);
      Observed x = SmallBatch.observed();
      Tensor exact_B = Tensor.zeros(DType.F64, Device.CPU, 4);
      Tensor smooth_B = Tensor.zeros(DType.F64, Device.CPU, 4);
      Decoder.State state = decoder.begin(null, 4);
      for (int t = 0; t < x.time(); t++) {
        Decoder.Step step = decoder.step(state, x.inputs_BT().select(1, t));
        Tensor nats_BV = step.logits_BV().logSoftmax(1).neg();
        Tensor target_B1 = x.targets_BT().select(1, t).unsqueeze(1);
        Tensor nats_B = nats_BV.gather(1, target_B1).squeeze(1);
        Tensor mask_B = x.mask_BT().select(1, t);
        exact_B = exact_B.add(nats_B.mul(mask_B));
        smooth_B = smooth_B.add(nats_B.mul(0.9).add(nats_BV.mean(1).mul(0.1)).mul(mask_B));
        state = step.state();
      }
      assertThat(decoder.reconstruction_B(x, null, SmallBatch.training()).toDoubles())
          .containsExactly(smooth_B.toDoubles(), within(1e-12));
      assertThat(decoder.reconstruction_B(x, null, SmallBatch.evaluation()).toDoubles())
          .containsExactly(exact_B.toDoubles(), within(1e-12));
    }
  }

  private static DecoderConfig.Recurrent smoothed(double share) {
    return new DecoderConfig.Recurrent(
        Cell.LSTM, EMBEDDING, HIDDEN, 1, true, false, 0, 0, 0, false, 0, share);
  }

  @Test
  void wordDropoutReplacesEveryWordButNeverTheStart() {
    DecoderConfig.Recurrent config =
        new DecoderConfig.Recurrent(
            Cell.LSTM, EMBEDDING, HIDDEN, 1, false, false, 0, 0, 0, false, 1, 0);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      RnnDecoder decoder = decoder(config, false, parameters);
      Observed x = SmallBatch.observed();
      long[] inputs = x.inputs_BT().toLongs();
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = i % x.time() == 0 ? Vocabulary.START : Vocabulary.UNK;
      }
      Observed unknown =
          new Observed(
              Tensor.of(inputs, x.inputs_BT().shape()), x.targets_BT(), x.mask_BT(), x.counts());
      assertThat(nats(decoder, x, SmallBatch.training()))
          .containsExactly(nats(decoder, unknown, SmallBatch.evaluation()), within(1e-12));
      assertThat(nats(decoder, x, SmallBatch.evaluation()))
          .isNotEqualTo(nats(decoder, unknown, SmallBatch.evaluation()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStepGoesWithoutTheSameRecurrentWeightsInAllSentences(Cell kind) {
    DecoderConfig.Recurrent config =
        new DecoderConfig.Recurrent(
            kind, EMBEDDING, HIDDEN, 2, false, false, 0, 0, 0.5, false, 0, 0);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      RnnDecoder decoder = decoder(config, false, parameters);
      Observed x = SmallBatch.observed();
      Pass training = SmallBatch.training();
      double[] thinned = nats(decoder, x, training);
      assertThat(nats(decoder, x, SmallBatch.evaluation())).isNotEqualTo(thinned);
      for (int layer = 0; layer < 2; layer++) {
        String name = "decoder.rnn." + layer + ".recurrent";
        Tensor weight = Objects.requireNonNull(parameters.byName().get(name)).detach();
        weight.copy_(training.weightDropout(weight, 0.5, 203 + layer));
        long dropped = Arrays.stream(weight.toDoubles()).filter(w -> w == 0).count();
        assertThat((double) dropped / weight.elements()).isBetween(0.3, 0.7);
      }
      assertThat(nats(decoder, x, SmallBatch.evaluation())).containsExactly(thinned, within(1e-12));
    }
  }

  @Test
  void itIsKnownWhichParametersAreTheDecoders() {
    assertThat(Decoder.owns("decoder.rnn.0.input")).isTrue();
    assertThat(Decoder.owns("encoder.forwards.0.input")).isFalse();
    assertThat(Decoder.owns("posterior.weight")).isFalse();
  }

  private static double[] nats(RnnDecoder decoder, Observed x, Pass pass) {
    return decoder.reconstruction_B(x, null, pass).toDoubles();
  }

  private static RnnDecoder decoder(
      DecoderConfig.Recurrent config, boolean conditioned, Parameters parameters) {
    Embedding embedding =
        Embedding.create(parameters, "embedding", SmallBatch.VOCABULARY, EMBEDDING, 1);
    return new RnnDecoder(
        config,
        embedding,
        new Space(SmallBatch.VOCABULARY, conditioned ? LATENT : 0),
        parameters,
        0.5);
  }
}
