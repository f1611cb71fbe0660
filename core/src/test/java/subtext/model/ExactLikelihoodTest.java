package subtext.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.latent.DiagonalGaussian;
import subtext.metric.Interval;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.SmallBatch;
import subtext.objective.Terms;
import subtext.tensor.Autograd;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * The bounds of a whole text model against its true log p(x), which for a z of one dimension is an
 * integral that a fine grid gives.
 */
class ExactLikelihoodTest {
  private static final ModelConfig CONFIG =
      Binder.bind(
          Binder.yaml(
              "a model with one latent dimension",
              """
              latent: 1
              encoder: {kind: gru, embedding: 3, hidden: 4}
              decoder: {kind: lstm, embedding: 3, hidden: 6}
              initialWeights: 1.5
              initialEmbeddings: 1
              """),
          ModelConfig.class);

  private static final int DRAWS = 500;
  private static final int SAMPLES = 5000;

  private final Parameters parameters = new Parameters(Device.CPU, DType.F64, 3);
  private final Vae vae = new Vae(CONFIG, SmallBatch.VOCABULARY, parameters);

  @AfterEach
  void free() {
    vae.close();
  }

  @Test
  void theElboIsWhatTheIntegralGivesAndBelowTheLikelihood() {
    eachSentence(
        sentence -> {
          Integrals integrals = Integrals.of(vae, sentence);
          Observed x = Observed.of(sentence, Device.CPU);
          double elbo = integrals.elbo((DiagonalGaussian) vae.posterior(x, pass(sentence)));
          Interval sampled = negativeElbo(sentence.sentence(0));
          assertThat(-sampled.mean()).isCloseTo(elbo, within(3 * sampled.standardError()));
          assertThat(elbo).isLessThan(integrals.logLikelihood() - 1e-4);
        });
  }

  @Test
  void theImportanceWeightedBoundOfManySamplesIsTheLikelihood() {
    eachSentence(
        sentence -> {
          Integrals integrals = Integrals.of(vae, sentence);
          // Wider than the prior, so that the weights have a variance.
          DiagonalGaussian q =
              new DiagonalGaussian(
                  Tensor.of(new double[] {0.2}, 1, 1), Tensor.of(new double[] {0.5}, 1, 1));
          Observed x = Observed.of(sentence, Device.CPU);
          double[] nll =
              new ImportanceWeighted(vae.likelihood(), vae.prior(), SAMPLES)
                  .nll(x, q, pass(sentence));
          double error = Math.sqrt(integrals.weightVariance(q) / SAMPLES);
          assertThat(error).isLessThan(0.02);
          assertThat(-nll[0]).isCloseTo(integrals.logLikelihood(), within(3 * error));
        });
  }

  private static void eachSentence(Consumer<Batch> check) {
    try (Scope scope = Scope.open()) {
      Autograd.withoutResult(
          () -> {
            for (int b = 0; b < SmallBatch.SENTENCES.size(); b++) {
              check.accept(SmallBatch.alone(b));
            }
          });
    }
  }

  /** Over many draws of z: the sentence many times, each with noise of its own. */
  private Interval negativeElbo(int[] sentence) {
    Batch copies = Batch.of(Collections.nCopies(DRAWS, sentence));
    Terms terms = vae.terms(Observed.of(copies, Device.CPU), pass(copies));
    Tensor kl_B = Objects.requireNonNull(terms.kl_B());
    return Interval.of(terms.reconstruction_B().add(kl_B).toDoubles());
  }

  private static Pass pass(Batch batch) {
    return Pass.evaluation(new Noise(17, 0), batch.examples());
  }

  /**
   * Integrals over z on [-9, 9], outside which a standard normal z has a probability of 1e-18. G
   * grid points.
   *
   * @param logJoint_G log p(x, z)
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Integrals(Tensor z_GZ, double[] logJoint_G) {
    private static final int GRID = 1801;
    private static final double STEP = 0.01;

    static Integrals of(Vae vae, Batch sentence) {
      double[] grid = new double[GRID];
      Arrays.setAll(grid, i -> STEP * (i - GRID / 2));
      Tensor z_GZ = Tensor.of(grid, GRID, 1);
      Observed x = Observed.of(sentence, Device.CPU).repeat(GRID);
      Tensor nats_G = vae.decoder().reconstruction_B(x, z_GZ, pass(sentence));
      Tensor logJoint_G = vae.prior().logDensity_B(z_GZ).sub(nats_G);
      return new Integrals(z_GZ, logJoint_G.toDoubles());
    }

    /** log of the integral of p(x, z). */
    double logLikelihood() {
      return Math.log(Arrays.stream(logJoint_G).map(Math::exp).sum() * STEP);
    }

    /** The integral of q(z) (log p(x, z) - log q(z)). */
    double elbo(DiagonalGaussian q) {
      double[] logQ_G = q.logDensity_B(z_GZ).toDoubles();
      double elbo = 0;
      for (int g = 0; g < GRID; g++) {
        elbo += STEP * Math.exp(logQ_G[g]) * (logJoint_G[g] - logQ_G[g]);
      }
      return elbo;
    }

    /** Variance of p(x, z) / q(z) under q, in units of p(x) squared. */
    double weightVariance(DiagonalGaussian q) {
      double[] logQ_G = q.logDensity_B(z_GZ).toDoubles();
      double logLikelihood = logLikelihood();
      double square = 0;
      for (int g = 0; g < GRID; g++) {
        square += STEP * Math.exp(2 * (logJoint_G[g] - logLikelihood) - logQ_G[g]);
      }
      return square - 1;
    }
  }
}
