package subtext.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import subtext.error.InputException;

/**
 * The candidates for one question, from the best score to the worst, in groups of equal score. No
 * order within a group is better than another, so a figure of a ranking is its mean over all of
 * them (McSherry and Najork 2008).
 *
 * @param sizes of the groups
 * @param right candidates in each group
 */
@SuppressWarnings("ArrayRecordComponent")
public record Ranking(int[] sizes, int[] right) {

  /**
   * The ranking of candidates by {@code scores}, of which those at {@code right} are right.
   *
   * @throws InputException if none is right: the question says nothing of a ranking
   */
  public static Ranking of(double[] scores, boolean[] right) {
    if (scores.length != right.length) {
      throw new InputException(
          "%d scores are not of %d candidates".formatted(scores.length, right.length));
    }
    if (IntStream.range(0, right.length).noneMatch(i -> right[i])) {
      throw new InputException(
          "none of the %d candidates is right, so no ranking of them is better than another"
              .formatted(right.length));
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] sizes = new int[order.length];
    int[] hits = new int[order.length];
    int groups = 0;
    for (int place = 0; place < order.length; place++) {
      groups += place == 0 || scores[order[place]] != scores[order[place - 1]] ? 1 : 0;
      sizes[groups - 1]++;
      hits[groups - 1] += right[order[place]] ? 1 : 0;
    }
    return new Ranking(Arrays.copyOf(sizes, groups), Arrays.copyOf(hits, groups));
  }
}
