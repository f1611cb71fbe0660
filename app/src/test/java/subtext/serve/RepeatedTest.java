package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RepeatedTest {
  @Test
  void whatFailsIsDoneAgainEvenAfterAnError() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(3);
    Runnable task =
        () -> {
          left.countDown();
          if (left.getCount() == 2) {
            throw new NoClassDefFoundError("of a native library");
          }
          throw new IllegalStateException("of a folder");
        };
    try (Repeated repeated = new Repeated("test", Duration.ofMillis(1), task)) {
      assertThat(left.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }
}
