package subtext.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.tensor.Noise;

class RateControlTest {
  @ParameterizedTest
  @ValueSource(doubles = {4, 6.5, 20, 100})
  void theKlArrivesAtTheRateAndStays(double rate) {
    assertThat(settledKl(rate)).isCloseTo(rate, within(0.05 * rate));
  }

  @Test
  void aRateBelowTheKlAtFullWeightIsNotForced() {
    assertThat(settledKl(1)).isCloseTo(2, within(1e-9));
  }

  /**
   * The KL, averaged over the last steps, of a simulated model: each step it moves a fiftieth of
   * the way to where the weight would hold it, 2 / weight nats, seen through the noise of a batch.
   */
  private static double settledKl(double rate) {
    Noise noise = new Noise(1, 0);
    RateControl control = RateControl.start(rate);
    double kl = 0.1;
    double mean = 0;
    for (int step = 0; step < 6000; step++) {
      kl += (2 / control.weight() - kl) / 50;
      double seen = kl * (0.8 + 0.4 * noise.uniform(Noise.Stream.PRIOR, 0, 0, step));
      control = control.next(seen, rate);
      mean += step < 5000 ? 0 : kl / 1000;
    }
    return mean;
  }

  @Test
  void theLogarithmOfTheWeightMovesByAFiftiethOfTheRelativeError() {
    RateControl start = RateControl.start(8);
    RateControl above = start.next(8 + 50 * 4, 8);
    assertThat(above.averageKl()).isCloseTo(12, within(1e-12));
    assertThat(above.weight()).isCloseTo(start.weight() * Math.exp(0.02 / 2), within(1e-12));
    RateControl below = start.next(4, 8);
    assertThat(below.averageKl()).isCloseTo(0.98 * 8 + 0.02 * 4, within(1e-12));
    assertThat(below.weight()).isCloseTo(start.weight() * Math.exp(-0.02 / 100), within(1e-12));
  }

  @Test
  void theWeightStaysWithinItsBounds() {
    RateControl high = RateControl.start(5);
    RateControl low = RateControl.start(5);
    for (int step = 0; step < 2000; step++) {
      high = high.next(50, 5);
      low = low.next(0, 5);
    }
    assertThat(high.weight()).isEqualTo(1);
    assertThat(low.weight()).isEqualTo(1e-3);
  }
}
