package subtext.metric;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * F1 of each label, {@code 2 TP / (2 TP + FP + FN)}, averaged over labels with equal weight, in [0,
 * 1]. A label counts when it was predicted or is right somewhere, as in scikit-learn's {@code
 * f1_score(average="macro")}.
 */
public final class MacroF1 {

  private MacroF1() {}

  /** {@code predicted[i]} and {@code gold[i]} are the labels of example i; at least one example. */
  public static double of(int[] predicted, int[] gold) {
    Accuracy.requireSameExamples(predicted, gold);
    Map<Integer, Integer> right = new HashMap<>();
    Map<Integer, Integer> seen = new HashMap<>();
    for (int i = 0; i < gold.length; i++) {
      seen.merge(predicted[i], 1, Integer::sum);
      seen.merge(gold[i], 1, Integer::sum);
      if (predicted[i] == gold[i]) {
        right.merge(gold[i], 1, Integer::sum);
      }
    }
    // seen = (TP + FP) + (TP + FN), the denominator. Sorted labels: the same sum on every machine.
    double sum = 0;
    for (int label : new TreeSet<>(seen.keySet())) {
      sum += 2.0 * right.getOrDefault(label, 0) / seen.getOrDefault(label, 1);
    }
    return sum / seen.size();
  }

  /** The same with its standard error, by leaving out each example in turn. */
  public static Interval interval(int[] predicted, int[] gold) {
    double all = of(predicted, gold);
    Map<Long, Double> known = new HashMap<>(); // examples with the same two labels count alike
    double[] without =
        IntStream.range(0, gold.length)
            .mapToDouble(
                i ->
                    known.computeIfAbsent(
                        (long) gold[i] << 32 | predicted[i],
                        pair -> gold.length == 1 ? all : without(i, predicted, gold)))
            .toArray();
    return Jackknife.of(all, without);
  }

  private static double without(int left, int[] predicted, int[] gold) {
    int[] others = IntStream.range(0, gold.length).filter(i -> i != left).toArray();
    return of(
        IntStream.of(others).map(i -> predicted[i]).toArray(),
        IntStream.of(others).map(i -> gold[i]).toArray());
  }
}
