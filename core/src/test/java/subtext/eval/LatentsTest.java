package subtext.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import subtext.config.Binder;
import subtext.model.ModelConfig;
import subtext.model.Vae;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;

class LatentsTest {
  private static final int DIMENSIONS = 3;

  private final Vae vae =
      new Vae(
          Binder.bind(
              Binder.yaml(
                  "a small model",
                  "{latent: 3, encoder: {embedding: 2, hidden: 2}, decoder: {embedding: 2, hidden:"
                      + " 2}}"),
              ModelConfig.class),
          10,
          new Parameters(Device.CPU, DType.F32, 1));

  @AfterEach
  void free() {
    vae.close();
  }

  private Latents random(int sentences, double spread) {
    Latents latents = Latents.of(sentences, vae);
    Noise noise = new Noise(11, 0);
    float[] normal = new float[3 * DIMENSIONS];
    for (int n = 0; n < sentences; n++) {
      noise.normal(Noise.Stream.PRIOR, 0, n, normal, 0, normal.length);
      for (int d = 0; d < DIMENSIONS; d++) {
        double mean = spread * normal[d];
        double logVariance = normal[DIMENSIONS + d];
        latents.statistics()[2 * n * DIMENSIONS + d] = (float) mean;
        latents.statistics()[(2 * n + 1) * DIMENSIONS + d] = (float) logVariance;
        latents.draws()[n * DIMENSIONS + d] =
            (float) (mean + Math.exp(logVariance / 2) * normal[2 * DIMENSIONS + d]);
      }
    }
    return latents;
  }

  /** log q(z|x) of the draw of sentence {@code z} under the posterior of {@code x}. */
  private static double logDensity(Latents q, int z, int x) {
    double sum = 0;
    for (int d = 0; d < DIMENSIONS; d++) {
      double mean = q.statistics()[2 * x * DIMENSIONS + d];
      double logVariance = q.statistics()[(2 * x + 1) * DIMENSIONS + d];
      double off = q.draws()[z * DIMENSIONS + d] - mean;
      sum += off * off / Math.exp(logVariance) + logVariance + Math.log(2 * Math.PI);
    }
    return -sum / 2;
  }

  private static double negativeEntropy(Latents q, int x) {
    double sum = 0;
    for (int d = 0; d < DIMENSIONS; d++) {
      sum += q.statistics()[(2 * x + 1) * DIMENSIONS + d] + Math.log(2 * Math.PI) + 1;
    }
    return -sum / 2;
  }

  private static double directly(Latents q) {
    double total = 0;
    for (int n = 0; n < q.size(); n++) {
      double aggregate = 0;
      for (int m = 0; m < q.size(); m++) {
        aggregate += Math.exp(logDensity(q, n, m)) / q.size();
      }
      total += negativeEntropy(q, n) - Math.log(aggregate);
    }
    return total / q.size();
  }

  @Test
  void mutualInformationIsWhatTheDefinitionGives() {
    Latents latents = random(50, 1.5);
    assertThat(latents.mutualInformation(Device.CPU)).isCloseTo(directly(latents), within(1e-9));
  }

  @Test
  void posteriorsFarApartSayWhichSentenceItIs() {
    Latents latents = random(40, 1000);
    double noise = 3 * Math.sqrt(DIMENSIONS / 2.0 / 40);
    assertThat(latents.mutualInformation(Device.CPU)).isCloseTo(Math.log(40), within(noise));
    assertThat(latents.mutualInformation(Device.CPU, 10)).isCloseTo(Math.log(10), within(noise));
  }

  @Test
  void activeUnitsCountDimensionsWhoseMeanVaries() {
    float[] means = {0, 0.15f, 5, 0, 0, 5, 0, 0, 5.5f};
    Latents latents = new Latents(vae.posteriors(), DIMENSIONS, means, new float[18], new float[9]);
    // With N - 1 the second varies by 0.0075 and the third by 0.083.
    assertThat(latents.activeUnits()).isEqualTo(1);
  }
}
