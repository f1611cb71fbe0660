package subtext.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.data.Batch;
import subtext.error.InputException;
import subtext.latent.Posterior;
import subtext.metric.Interval;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Autograd;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.text.Tokenizer;

class ImportanceWeightedTest {
  private final Tokenizer tokenizer = TinyModels.tokenizer();
  private final List<int[]> sentences =
      TinyModels.sentences(6).stream().map(tokenizer::encode).toList();

  private double[] nll(Vae vae, int samples, int chunk, long seed) {
    try (Scope scope = Scope.open()) {
      return Autograd.without(
          () -> {
            Batch batch = Batch.of(sentences);
            Observed x = Observed.of(batch, Device.CPU);
            Pass pass = Pass.evaluation(new Noise(seed, 0), batch.examples());
            Posterior q = vae.posterior(x, pass);
            return new ImportanceWeighted(vae.likelihood(), vae.prior(), samples)
                .nll(x, q, pass, chunk);
          });
    }
  }

  private double[] negativeElbo(Vae vae, long seed) {
    try (Scope scope = Scope.open()) {
      return Autograd.without(
          () -> {
            Batch batch = Batch.of(sentences);
            Pass pass = Pass.evaluation(new Noise(seed, 0), batch.examples());
            var terms = vae.terms(Observed.of(batch, Device.CPU), pass);
            return terms.reconstruction_B().add(requireNonNull(terms.kl_B())).toDoubles();
          });
    }
  }

  @Test
  void chunksThatDoNotDivideTheSampleCountChangeNothing() {
    try (Vae vae = TinyModels.vae(1)) {
      double[] whole = nll(vae, 7, 7, 3);
      for (int chunk : new int[] {1, 2, 3, 5, 6}) {
        assertThat(nll(vae, 7, chunk, 3)).containsExactly(whole, within(1e-4));
      }
      assertThat(nll(vae, 6, 6, 3)).isNotEqualTo(whole);
    }
  }

  @Test
  void withOneSampleTheBoundIsTheElboInExpectation() {
    try (Vae vae = TinyModels.vae(2)) {
      double[] differences = new double[300];
      Arrays.setAll(
          differences,
          seed ->
              Arrays.stream(nll(vae, 1, 1, seed)).sum()
                  - Arrays.stream(negativeElbo(vae, seed)).sum());
      Interval difference = Interval.of(differences);
      assertThat(Math.abs(difference.mean())).isLessThan(3 * difference.standardError());
      assertThat(difference.standardError()).isPositive();
    }
  }

  @Test
  void theBoundTightensWithMoreSamples() {
    try (Vae vae = TinyModels.vae(3)) {
      double previous = Double.POSITIVE_INFINITY;
      for (int samples : new int[] {1, 5, 25, 125}) {
        double mean = 0;
        for (int seed = 0; seed < 20; seed++) {
          mean += Arrays.stream(nll(vae, samples, 25, seed)).sum() / 20;
        }
        assertThat(mean).isLessThan(previous);
        previous = mean;
      }
    }
  }

  @Test
  void aBoundOfNoSampleIsRefused() {
    try (Vae vae = TinyModels.vae(1)) {
      assertThatThrownBy(() -> new ImportanceWeighted(vae.likelihood(), vae.prior(), 0))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("samples: 0");
    }
  }
}
