package subtext.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import subtext.data.Batch;
import subtext.decoder.DecoderConfig.Transformer.Entry;
import subtext.nn.Embedding;
import subtext.nn.Observed;
import subtext.nn.SmallBatch;
import subtext.tensor.CentralDifferences;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Layers;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class TransformerDecoderTest {
  private static final int LATENT = 2;

  private static Decoder decoder(
      Entry entry, boolean tied, boolean conditioned, Parameters parameters) {
    DecoderConfig.Transformer config =
        new DecoderConfig.Transformer(4, 2, 2, 6, entry, tied, true, 0.2, 0.3, 0);
    Embedding embedding =
        Embedding.create(parameters, "decoder.embedding", SmallBatch.VOCABULARY, 4, 1);
    return config.create(
        () -> embedding,
        new Space(SmallBatch.VOCABULARY, conditioned ? LATENT : 0),
        parameters,
        0.5);
  }

  private static @Nullable Tensor z(boolean conditioned, Parameters parameters) {
    return conditioned ? parameters.create("z", new Init.Uniform(1), 4, LATENT) : null;
  }

  @ParameterizedTest
  @CsvSource({
    "MEMORY, true, false",
    "EMBEDDING, true, false",
    "PREFIX, true, true",
    "MEMORY, false, false"
  })
  void gradientsAreThoseOfCentralDifferences(Entry entry, boolean conditioned, boolean tied) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1)) {
      Decoder decoder = decoder(entry, tied, conditioned, parameters);
      Tensor z_BZ = z(conditioned, parameters);
      CentralDifferences.check(
          parameters,
          () -> decoder.reconstruction_B(SmallBatch.observed(), z_BZ, SmallBatch.training()).sum());
    }
  }

  @ParameterizedTest
  @CsvSource({"MEMORY, true", "EMBEDDING, true", "PREFIX, true", "MEMORY, false"})
  void scoresStepByStepAreThoseOfTheWholeSentence(Entry entry, boolean conditioned) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      Decoder decoder = decoder(entry, false, conditioned, parameters);
      Tensor z_BZ = z(conditioned, parameters);
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

  @ParameterizedTest
  @EnumSource
  void selectedRowsOfAStateGoOnAsTheyWouldHave(Entry entry) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      Decoder decoder = decoder(entry, false, true, parameters);
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
  @EnumSource
  void zMatters(Entry entry) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      Decoder decoder = decoder(entry, false, true, parameters);
      Tensor z_BZ = parameters.create("z", new Init.Uniform(1), 4, LATENT);
      Observed x = SmallBatch.observed();
      Tensor own = decoder.reconstruction_B(x, z_BZ, SmallBatch.evaluation());
      Tensor other = decoder.reconstruction_B(x, z_BZ.mul(-1), SmallBatch.evaluation());
      assertThat(own.sub(other).square().sum().item()).isGreaterThan(1e-4);
    }
  }

  @Test
  void paddingHasNoInfluence() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      Decoder decoder = decoder(Entry.MEMORY, false, false, parameters);
      double[] together =
          decoder
              .reconstruction_B(SmallBatch.observed(), null, SmallBatch.evaluation())
              .toDoubles();
      for (int b = 0; b < together.length; b++) {
        Batch alone = SmallBatch.alone(b);
        assertThat(
                decoder
                    .reconstruction_B(Observed.of(alone, Device.CPU), null, SmallBatch.evaluation())
                    .item())
            .isCloseTo(together[b], within(1e-12));
      }
    }
  }
}
