package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

class RequestArrivalTest {
  private final AtomicLong seconds = new AtomicLong();
  private final RequestArrival arrivals =
      new RequestArrival(Duration.ofSeconds(10), () -> seconds.get() * 1_000_000_000);
  private final ByteArrayEndPoint client = new ByteArrayEndPoint();

  private boolean isOpenAfter(int more) {
    seconds.addAndGet(more);
    arrivals.sweep();
    return client.isOpen();
  }

  @Test
  void aBodyHasItsOwnTimeHoweverLongTheConnectionWasIdleBefore() {
    arrivals.answered(client);
    assertThat(isOpenAfter(9)).isTrue();
    arrivals.begun(client);
    assertThat(isOpenAfter(9)).isTrue();
    assertThat(isOpenAfter(2)).isFalse();
  }

  @Test
  void aConnectionOnWhichNothingBeginsIsClosed() {
    arrivals.answered(client);
    assertThat(isOpenAfter(10)).isTrue();
    assertThat(isOpenAfter(1)).isFalse();
  }
}
