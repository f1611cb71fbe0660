package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.config.Binder;
import subtext.error.InputException;
import subtext.model.ModelConfig;
import subtext.model.Vae;
import subtext.nn.SmallBatch;
import subtext.objective.ObjectiveConfig;
import subtext.objective.Terms;
import subtext.objective.WholeBatch;
import subtext.tensor.CentralDifferences;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;

class LossTest {
  private static Vae vae(double bagOfWords, Parameters parameters) {
    String text =
        """
        latent: 2
        encoder: {kind: gru, embedding: 3, hidden: 4, dropout: 0.2}
        decoder: {kind: lstm, embedding: 3, hidden: 4, wordDropout: 0.3}
        bagOfWords: %s
        initialWeights: 0.7
        initialEmbeddings: 1
        """
            .formatted(bagOfWords);
    ModelConfig config = Binder.bind(Binder.yaml("a model", text), ModelConfig.class);
    return new Vae(config, SmallBatch.VOCABULARY, parameters);
  }

  private static ObjectiveConfig objective(String bound) {
    return Binder.bind(Binder.yaml("an objective", "bound: " + bound), ObjectiveConfig.class);
  }

  private static Loss loss(Vae vae, String bound, double weight) {
    return Loss.of(
        vae,
        objective(bound),
        SmallBatch.observed(),
        SmallBatch.training(),
        weight,
        WholeBatch.seen());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elbo",
        "{kind: iwae, samples: 3}",
        "{kind: infoVae, discrepancy: 2}",
        "elbo\nlengthPower: 1"
      })
  void gradientsAreThoseOfCentralDifferences(String bound) {
    double bagOfWords = bound.contains("iwae") ? 0 : 0.5;
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5)) {
      Vae vae = vae(bagOfWords, parameters);
      CentralDifferences.check(parameters, () -> loss(vae, bound, 0.7).total());
    }
  }

  @Test
  void oneSampleIsTheElboByDraws() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      Vae vae = vae(0, parameters);
      Loss loss = loss(vae, "{kind: iwae, samples: 1}", 1);
      assertThat(loss.total().item())
          .isCloseTo(loss.reconstruction().add(loss.kl()).item(), within(1e-12));
      assertThat(loss.reconstruction().item())
          .isCloseTo(loss(vae, "elbo", 1).reconstruction().item(), within(1e-12));
    }
  }

  @Test
  void moreSamplesAreACloserBound() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      Vae vae = vae(0, parameters);
      double one = loss(vae, "{kind: iwae, samples: 1}", 1).total().item();
      double many = loss(vae, "{kind: iwae, samples: 100}", 1).total().item();
      assertThat(many).isLessThan(one + 0.2);
    }
  }

  @Test
  void theBagOfWordsAndTheDiscrepancyComeOnTop() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      Vae vae = vae(0.5, parameters);
      Loss plain = loss(vae, "elbo", 1);
      double words = plain.total().sub(plain.reconstruction()).sub(plain.kl()).item();
      double guess = Math.log(SmallBatch.VOCABULARY) * SmallBatch.observed().predictions() / 4;
      assertThat(words).as("half of a guess's nats").isBetween(0.3 * guess, 0.9 * guess);
      double discrepancy =
          loss(vae, "{kind: infoVae, discrepancy: 3}", 1).total().sub(plain.total()).item();
      assertThat(discrepancy).isNotZero();
      assertThat(loss(vae, "{kind: infoVae, discrepancy: 6}", 1).total().sub(plain.total()).item())
          .isCloseTo(2 * discrepancy, within(1e-9));
    }
  }

  @Test
  void eachTextWeighsAsItsLengthSays() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      Vae vae = vae(0, parameters);
      Terms terms = vae.terms(SmallBatch.observed(), SmallBatch.training());
      double[] rec_B = terms.reconstruction_B().toDoubles();
      double[] kl_B = Objects.requireNonNull(terms.kl_B()).toDoubles();
      double[] lengths = {4, 1, 1, 3}; // the third has none, and weighs as one with one token
      double expected = 0;
      for (int b = 0; b < lengths.length; b++) {
        expected += (rec_B[b] + 0.7 * kl_B[b]) / Math.sqrt(lengths[b]) / lengths.length;
      }
      Loss loss = loss(vae, "elbo\nlengthPower: 0.5", 0.7);
      Loss plain = loss(vae, "elbo", 0.7);

      assertThat(loss.total().item()).isCloseTo(expected, within(1e-6));
      assertThat(loss.kl().item()).isEqualTo(plain.kl().item());
      assertThat(loss.reconstruction().item()).isEqualTo(plain.reconstruction().item());
    }
  }

  @Test
  void freeBitsAreOfWholeTexts() {
    assertThatThrownBy(() -> objective("elbo\nlengthPower: 1\nfreeBits: {kind: total}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("lengthPower");
  }
}
