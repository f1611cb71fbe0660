package subtext.metric;

import java.util.Arrays;
import java.util.List;
import subtext.error.InputException;

/**
 * How little topics repeat one another: the share of different words among the top words of all of
 * them (Dieng et al. 2020, section 6, with 25 words of each), in (0, 1].
 */
public final class TopicDiversity {
  private TopicDiversity() {}

  /** The diversity of {@code topics}, the ids of their words; at least one word. */
  public static double of(List<int[]> topics) {
    long words = topics.stream().mapToLong(topic -> topic.length).sum();
    if (words == 0) {
      throw new InputException("topics: there must be a word at least");
    }
    return (double) topics.stream().flatMapToInt(Arrays::stream).distinct().count() / words;
  }
}
