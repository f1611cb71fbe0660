package subtext.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import subtext.decoder.DecoderConfig;
import subtext.encoder.EncoderConfig;
import subtext.encoder.Pooling;
import subtext.latent.PosteriorConfig;
import subtext.latent.PriorConfig;
import subtext.nn.Cell;
import subtext.nn.SmallBatch;
import subtext.objective.FreeBits;
import subtext.objective.Terms;
import subtext.objective.WholeBatch;
import subtext.tensor.CentralDifferences;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** Through posterior, sample, decoder and the counted KL, with every dropout on. */
class VaeGradientTest {
  /** Each in part below its threshold: the KL of a dimension is about 0.1 nats here. */
  static Stream<FreeBits> freeBits() {
    return Stream.of(
        new FreeBits.None(),
        new FreeBits.PerDimension(0.1, false),
        new FreeBits.PerDimension(0.1, true),
        new FreeBits.Total(0.05),
        new FreeBits.Total(5));
  }

  @ParameterizedTest
  @MethodSource("freeBits")
  void gradientsOfTheLossAreThoseOfCentralDifferences(FreeBits freeBits) {
    check(Cell.LSTM, freeBits, false);
  }

  @ParameterizedTest
  @MethodSource("freeBits")
  void gradientsOfSharedTiedEmbeddingsAreThoseOfCentralDifferences(FreeBits freeBits) {
    check(Cell.GRU, freeBits, true);
  }

  @ParameterizedTest
  @EnumSource(names = {"LSTM", "GRU"})
  void theThresholdsDivideTheKl(Cell cell) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      Vae vae = vae(cell, false, parameters);
      Terms terms = vae.terms(SmallBatch.observed(), SmallBatch.training());
      Tensor kl_BZ = Objects.requireNonNull(terms.kl_BD());
      for (Tensor compared : List.of(kl_BZ, kl_BZ.mean(0))) {
        double[] nats = Arrays.stream(compared.toDoubles()).sorted().toArray();
        assertThat(nats[0]).isLessThan(0.1);
        assertThat(nats[nats.length - 1]).isGreaterThan(0.1);
      }
      assertThat(kl_BZ.sum(1).mean().item()).isBetween(0.05, 5.0);
    }
  }

  private static void check(Cell cell, FreeBits freeBits, boolean shared) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5)) {
      Vae vae = vae(cell, shared, parameters);
      CentralDifferences.check(parameters, () -> loss(vae, freeBits));
    }
  }

  private static Vae vae(Cell cell, boolean shared, Parameters parameters) {
    ModelConfig config =
        new ModelConfig(
            2,
            PosteriorConfig.DEFAULT,
            PriorConfig.DEFAULT,
            new EncoderConfig.Recurrent(cell, 3, 4, 1, true, Pooling.ALL, 0.2),
            new DecoderConfig.Recurrent(
                cell, 3, 4, 1, shared, !shared, 0.2, 0.2, 0.2, shared, 0.3, 0.1),
            shared,
            0,
            ClassifierConfig.DEFAULT,
            0.7,
            1);
    return new Vae(config, SmallBatch.VOCABULARY, parameters);
  }

  private static Tensor loss(Vae vae, FreeBits freeBits) {
    Terms terms = vae.terms(SmallBatch.observed(), SmallBatch.training());
    Tensor counted = freeBits.counted(Objects.requireNonNull(terms.kl_BD()), WholeBatch.seen());
    return terms.reconstruction_B().mean().add(counted.mul(0.7));
  }
}
