package subtext.bench;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A vector of which most numbers are 0.
 *
 * @param numbers by their places, from 0
 */
record SparseVector(SortedMap<Integer, Double> numbers) {

  /** Of length one, in the direction of {@code numbers}; without a number as it is. */
  static SparseVector normalized(Map<Integer, Double> numbers) {
    double length = Math.sqrt(numbers.values().stream().mapToDouble(v -> v * v).sum());
    SortedMap<Integer, Double> unit = new TreeMap<>();
    numbers.forEach((place, number) -> unit.put(place, number / length));
    return new SparseVector(unit);
  }

  static SparseVector of(float[] dense) {
    SortedMap<Integer, Double> numbers = new TreeMap<>();
    IntStream.range(0, dense.length).forEach(place -> numbers.put(place, (double) dense[place]));
    return new SparseVector(numbers);
  }

  /** As LIBLINEAR reads it, whose places count from 1, with 1 at {@code bias} for the intercept. */
  Feature[] nodes(int bias) {
    Feature[] nodes = new Feature[numbers.size() + 1];
    int at = 0;
    for (Map.Entry<Integer, Double> number : numbers.entrySet()) {
      nodes[at++] = new FeatureNode(number.getKey() + 1, number.getValue());
    }
    nodes[at] = new FeatureNode(bias, 1);
    return nodes;
  }
}
