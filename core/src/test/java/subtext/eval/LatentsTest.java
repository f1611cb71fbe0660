package subtext.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import subtext.tensor.Device;
import subtext.tensor.Noise;

class LatentsTest {
  private static Latents random(int sentences, int dimensions, double spread) {
    Latents latents = Latents.of(sentences, dimensions);
    Noise noise = new Noise(11, 0);
    int size = sentences * dimensions;
    noise.normal(Noise.Stream.PRIOR, 0, 0, latents.means(), 0, size);
    noise.normal(Noise.Stream.PRIOR, 1, 0, latents.logVariances(), 0, size);
    noise.normal(Noise.Stream.PRIOR, 2, 0, latents.draws(), 0, size);
    for (int i = 0; i < size; i++) {
      latents.means()[i] *= (float) spread;
      double sigma = Math.exp(latents.logVariances()[i] / 2);
      latents.draws()[i] = (float) (latents.means()[i] + sigma * latents.draws()[i]);
    }
    return latents;
  }

  private static double logDensity(Latents q, int z, int x) {
    double sum = 0;
    for (int d = 0; d < q.dimensions(); d++) {
      int at = x * q.dimensions() + d;
      double off = (double) q.draws()[z * q.dimensions() + d] - q.means()[at];
      sum += off * off / Math.exp(q.logVariances()[at]) + q.logVariances()[at];
      sum += Math.log(2 * Math.PI);
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
      total += q.expectedLogDensity(n) - Math.log(aggregate);
    }
    return total / q.size();
  }

  @Test
  void mutualInformationIsWhatTheDefinitionGives() {
    Latents latents = random(50, 3, 1.5);
    assertThat(latents.mutualInformation(Device.CPU)).isCloseTo(directly(latents), within(1e-9));
  }

  @Test
  void posteriorsFarApartSayWhichSentenceItIs() {
    Latents latents = random(40, 5, 1000);
    double noise = 3 * Math.sqrt(5 / 2.0 / 40);
    assertThat(latents.mutualInformation(Device.CPU)).isCloseTo(Math.log(40), within(noise));
    assertThat(latents.mutualInformation(Device.CPU, 10)).isCloseTo(Math.log(10), within(noise));
  }

  @Test
  void activeUnitsCountDimensionsWhoseMeanVaries() {
    float[] means = {0, 0.15f, 5, 0, 0, 5, 0, 0, 5.5f};
    Latents latents = new Latents(3, means, new float[9], new float[9]);
    // With N - 1 the second varies by 0.0075 and the third by 0.083.
    assertThat(latents.activeUnits()).isEqualTo(1);
  }
}
