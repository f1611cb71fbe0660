package subtext.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SphereTest {
  private static final Offset<Double> EXACT = within(1e-10);

  @Test
  void surfacesAreThoseOfCircleAndBall() {
    assertThat(Sphere.logSurface(2)).isCloseTo(Math.log(2 * Math.PI), EXACT);
    assertThat(Sphere.logSurface(3)).isCloseTo(Math.log(4 * Math.PI), EXACT);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5723649429247001", "2, 0", "5, 0.2846828704729192", "10, 3.1780538303479458"})
  void logarithmsOfTheGammaFunctionAreThoseOfTheTables(int twice, double log) {
    assertThat(Sphere.logGammaOfHalf(twice)).isCloseTo(log, EXACT);
  }

  /** In three dimensions: C = kappa / (4 pi sinh kappa), and the mean is coth kappa - 1 / kappa. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 20, 300})
  void inThreeDimensionsThereAreClosedForms(double kappa) {
    double logSinh = kappa + Math.log1p(-Math.exp(-2 * kappa)) - Math.log(2);
    assertThat(Sphere.logNormalizer(3, kappa))
        .isCloseTo(Math.log(kappa / (4 * Math.PI)) - logSinh, within(1e-9));
    assertThat(Sphere.meanCosine(3, kappa))
        .isCloseTo(1 / Math.tanh(kappa) - 1 / kappa, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"32, 80", "512, 1000", "2, 100000"})
  void manyDimensionsAndHighConcentrationsAreFinite(int dimensions, double kappa) {
    assertThat(Sphere.logNormalizer(dimensions, kappa)).isFinite();
    assertThat(Sphere.meanCosine(dimensions, kappa)).isBetween(0.0, 1.0);
  }
}
