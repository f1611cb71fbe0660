package subtext.eval;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import subtext.metric.Interval;
import subtext.metric.TextPath;

/** How sentences change along interpolations: {@link TextPath}'s figures, over the pairs. */
public record Interpolations(Interval smoothness, Interval largestStep, Interval repeats) {

  /** Those whose ends differ; null if there are none. */
  static @Nullable Interpolations of(List<TextPath> paths) {
    List<TextPath> ways = paths.stream().filter(TextPath::leadsSomewhere).toList();
    return ways.isEmpty()
        ? null
        : new Interpolations(
            over(ways, TextPath::smoothness),
            over(ways, TextPath::largestStep),
            over(ways, TextPath::repeats));
  }

  private static Interval over(List<TextPath> ways, ToDoubleFunction<TextPath> figure) {
    return Interval.of(ways.stream().mapToDouble(figure).toArray());
  }
}
