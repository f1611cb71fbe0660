package subtext.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import subtext.train.StepReport;
import subtext.train.TrainingListener;

/**
 * Shows a training on standard error: on a terminal as one line that is written over, elsewhere as
 * a line now and then. Validations and messages stay.
 */
final class LiveLine implements TrainingListener {
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(30);
  private static final double SMOOTHING = 0.98;
  private static final List<String> SHOWN =
      List.of("nll", "nll_iwae", "ppl", "rec", "kl", "mi", "au", "usage", "accuracy", "macro_f1");
  private static final String CLEAR = "\r\033[K";

  private final PrintWriter err;
  private final int columns;
  private final LongSupplier nanoTime;
  private long shown;
  private long firstStep = -1;
  private long began;
  private long tokens;
  private double loss;
  private double reconstruction;
  private double kl;
  private String activeUnits = "";

  /** On what a verb says beside its results. */
  static LiveLine on(Streams streams) {
    return new LiveLine(streams.err(), streams.columns(), System::nanoTime);
  }

  /**
   * @param columns of the terminal; 0 if there is none
   * @param nanoTime the clock, as {@link System#nanoTime} gives it
   */
  LiveLine(PrintWriter err, int columns, LongSupplier nanoTime) {
    this.err = err;
    this.columns = columns;
    this.nanoTime = nanoTime;
    this.shown = nanoTime.getAsLong();
  }

  @Override
  public void step(Progress progress, StepReport report) {
    long now = nanoTime.getAsLong();
    boolean first = firstStep < 0;
    if (first) { // slower than the others: speed is counted from its end
      firstStep = progress.step();
      began = now;
    } else {
      tokens += report.tokens();
    }
    double old = first ? 0 : SMOOTHING;
    loss = old * loss + (1 - old) * report.loss();
    reconstruction = old * reconstruction + (1 - old) * report.reconstruction();
    kl = old * kl + (1 - old) * report.kl();
    if (isDue(now)) {
      show(line(progress, (now - began) / 1e9));
    }
  }

  @Override
  public void reading(String name, long done, long all) {
    if (done == 0) {
      message(String.format(Locale.ROOT, "%s reads %,d sentences", name, all));
    } else if (isDue(nanoTime.getAsLong())) {
      show(
          String.format(
              Locale.ROOT,
              "%3d%%  %s has read %,d of %,d sentences",
              100 * done / all,
              name,
              done,
              all));
    }
  }

  @Override
  public void measuring(String name, long done, long all) {
    long now = nanoTime.getAsLong();
    if (done == 0) {
      began = now;
    } else if (isDue(now)) {
      double left = (now - began) / 1e9 * (all - done) / done;
      show(
          String.format(
              Locale.ROOT,
              "%3d%%  %s left  measuring %s",
              100 * done / all,
              time(Math.round(left)),
              name));
    }
  }

  /** Whether it is time to show something, which then counts as shown. */
  private boolean isDue(long now) {
    boolean due = now - shown >= (columns > 0 ? ON_TERMINAL : ELSEWHERE).toNanos();
    shown = due ? now : shown;
    return due;
  }

  @Override
  public void epoch(Progress progress, Map<String, Double> figures) {
    Double units = figures.get("au");
    activeUnits = units == null ? "" : String.format(Locale.ROOT, " AU %.0f", units);
    String listed =
        SHOWN.stream()
            .filter(figures::containsKey)
            .map(name -> String.format(Locale.ROOT, "%s %.2f", name, figures.get(name)))
            .collect(Collectors.joining("  "));
    boolean dead = Double.valueOf(0).equals(figures.get("alive"));
    message(
        "epoch %d/%d  %s%s"
            .formatted(progress.epoch() + 1, progress.epochs(), listed, dead ? "  not alive" : ""));
  }

  @Override
  public void message(String text) {
    err.println((columns > 0 ? CLEAR : "") + text);
  }

  /** Makes room for what comes after the training. */
  void end() {
    if (columns > 0) {
      err.print(CLEAR);
      err.flush();
    }
  }

  private void show(String line) {
    if (columns > 0) {
      err.print(CLEAR + line.substring(0, Math.min(line.length(), columns - 1)));
      err.flush();
    } else {
      err.println(line);
    }
  }

  private String line(Progress progress, double seconds) {
    long all = progress.batches() * progress.epochs();
    long done = progress.batches() * progress.epoch() + progress.batch();
    double left = seconds * (all - done) / Math.max(1, progress.step() - firstStep);
    return String.format(
        Locale.ROOT,
        "%3d%%  %s left  epoch %d/%d %s  loss %.2f rec %.2f KL %.2f%s  %,.0f tokens/s",
        100 * done / Math.max(1, all),
        progress.step() > firstStep ? time(Math.round(left)) : "?",
        progress.epoch() + 1,
        progress.epochs(),
        progress.phase(),
        loss,
        reconstruction,
        kl,
        activeUnits,
        tokens / Math.max(seconds, 1e-9));
  }

  /** Such as {@code 4:12} or {@code 1:04:12}. */
  private static String time(long seconds) {
    long hours = seconds / 3600;
    return hours > 0
        ? "%d:%02d:%02d".formatted(hours, seconds / 60 % 60, seconds % 60)
        : "%d:%02d".formatted(seconds / 60, seconds % 60);
  }
}
