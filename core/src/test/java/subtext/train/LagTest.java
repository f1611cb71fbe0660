package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LagTest {
  @Test
  void theEncoderHasCaughtUpWhenTheMutualInformationFalls() {
    Lag rising = Lag.START.next(0.5).next(0.5).next(1.5);
    assertThat(rising).isEqualTo(new Lag(false, 1.5));
    assertThat(rising.next(1.4)).isEqualTo(new Lag(true, 1.5));
    assertThat(rising.next(1.4).next(3).caughtUp()).as("once and for all").isTrue();
  }
}
