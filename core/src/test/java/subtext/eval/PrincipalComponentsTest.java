package subtext.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import subtext.tensor.Noise;

class PrincipalComponentsTest {
  @Test
  void theFirstDirectionIsThatOfTheGreatestVariance() {
    float[][] vectors = new float[2_000][3];
    Noise noise = new Noise(7, 0);
    for (int n = 0; n < vectors.length; n++) {
      float[] normal = new float[3];
      noise.normal(Noise.Stream.PRIOR, 0, n, normal, 0, 3);
      // Standard deviation 3 along (1, 1, 0) / sqrt 2, 1 along (1, -1, 0) / sqrt 2, 0.1 along the
      // last axis.
      vectors[n][0] = (3 * normal[0] + normal[1]) / (float) Math.sqrt(2) + 5;
      vectors[n][1] = (3 * normal[0] - normal[1]) / (float) Math.sqrt(2);
      vectors[n][2] = 0.1f * normal[2];
    }
    PrincipalComponents components = PrincipalComponents.of(vectors, 2);
    assertThat(components.variances()[0]).isCloseTo(9, within(0.6));
    assertThat(components.variances()[1]).isCloseTo(1, within(0.1));
    assertThat(Math.abs(components.directions()[0][0])).isCloseTo(Math.sqrt(0.5), within(0.02));
    assertThat(components.directions()[0][2]).isCloseTo(0, within(0.02));
    double[] centre = components.project(new float[] {5, 0, 0});
    assertThat(centre).hasSize(2);
    assertThat(centre[0]).isCloseTo(0, within(0.2));
  }
}
