package subtext.report;

import java.util.List;

/**
 * One measured series of a training.
 *
 * @param key what is measured: {@code loss}, {@code rec}, {@code kl}, {@code au}, {@code mi}, ...
 *     Curves of one key share a chart
 * @param split {@code train} or {@code valid}
 */
public record Curve(String key, String split, List<Point> points) {

  /** The value after optimiser step {@code step}; NaN leaves a gap. */
  public record Point(long step, double value) {}

  public Curve {
    points = List.copyOf(points);
  }
}
