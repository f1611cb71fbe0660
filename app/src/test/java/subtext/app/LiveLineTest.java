package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import subtext.train.StepReport;
import subtext.train.TrainingListener.Progress;

class LiveLineTest {
  private static final StepReport REPORT = new StepReport(32, 320, 42.5, 38, 4.5, 1, 1);

  private final StringWriter err = new StringWriter();
  private long now;

  private LiveLine line(int columns) {
    return new LiveLine(new PrintWriter(err, true), columns, () -> now);
  }

  /** Steps {@code seconds} apart in an epoch of ten. */
  private void steps(LiveLine line, int count, long seconds) {
    for (int step = 1; step <= count; step++) {
      now += Duration.ofSeconds(seconds).toNanos();
      line.step(new Progress(step, 0, step, 10, 4, "main"), REPORT);
    }
  }

  @Test
  void aLineNamesProgressLossSpeedAndTimeLeft() {
    steps(line(0), 2, 60);
    assertThat(err.toString().lines())
        .containsExactly(
            "  2%  ? left  epoch 1/4 main  loss 42.50 rec 38.00 KL 4.50  0 tokens/s",
            "  5%  38:00 left  epoch 1/4 main  loss 42.50 rec 38.00 KL 4.50  5 tokens/s");
  }

  @Test
  void withoutATerminalALineComesEveryThirtySecondsAndNothingIsWrittenOver() {
    steps(line(0), 10, 10);
    assertThat(err.toString().lines()).hasSize(3);
    assertThat(err.toString()).doesNotContain("\r", "\033");
  }

  @Test
  void onATerminalEveryLineIsWrittenOverTheLastAndFits() {
    steps(line(40), 3, 1);
    assertThat(err.toString()).doesNotContain("\n");
    assertThat(err.toString().split("\r\033\\[K")).hasSize(4).allMatch(line -> line.length() < 40);
  }

  @Test
  void whatANetworkHasReadIsShownNowAndThen() {
    LiveLine line = line(0);
    for (int done = 0; done <= 5_000; done += 1_000) {
      line.reading("minilm", done, 5_000);
      now += Duration.ofSeconds(15).toNanos();
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "minilm reads 5,000 sentences",
            " 40%  minilm has read 2,000 of 5,000 sentences",
            " 80%  minilm has read 4,000 of 5,000 sentences");
  }

  @Test
  void aMeasurementSaysHowLongItGoesOn() {
    LiveLine line = line(0);
    for (int done = 0; done <= 400; done += 100) {
      line.measuring("mine", done, 400);
      now += Duration.ofSeconds(20).toNanos();
    }
    assertThat(err.toString().lines())
        .containsExactly(" 50%  0:40 left  measuring mine", "100%  0:00 left  measuring mine");
  }

  @Test
  void validationsStayAndTheirActiveUnitsJoinTheLine() {
    LiveLine line = line(0);
    line.epoch(new Progress(10, 0, 10, 10, 4, "main"), Map.of("au", 30.0, "alive", 0.0));
    steps(line, 1, 60);
    assertThat(err.toString()).contains("epoch 1/4  au 30.00  not alive\n").contains(" AU 30  ");
  }
}
