package subtext.bench;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import subtext.metric.TemperatureScaling;

/**
 * Logistic regression with a quadratic penalty, by LIBLINEAR (Fan et al. 2008): one label against
 * the others where there are more than two. Deterministic. N examples, L labels.
 */
final class LogisticRegression {
  /** C of LIBLINEAR, one over the weight of the penalty. */
  private static final double[] COSTS = {0.01, 0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6};

  private static final double TOLERANCE = 1e-4;

  private final Model model;
  private final int bias;
  private final int labels;
  private final double cost;

  private LogisticRegression(Model model, int bias, int labels, double cost) {
    this.model = model;
    this.bias = bias;
    this.labels = labels;
    this.cost = cost;
  }

  /**
   * Examples with their labels.
   *
   * @param vectors [N]
   * @param labels [N], from 0
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Examples(List<SparseVector> vectors, int[] labels) {}

  /**
   * Of all penalties the one whose answers on {@code valid} have the smallest cross entropy once
   * they are calibrated there: what the checkpoints of our models are chosen by.
   *
   * @param kinds L
   */
  static LogisticRegression choose(Examples train, Examples valid, int kinds) {
    return DoubleStream.of(COSTS)
        .mapToObj(cost -> fit(train, kinds, cost))
        .min(Comparator.comparingDouble(fitted -> fitted.nats(valid)))
        .orElseThrow();
  }

  static LogisticRegression fit(Examples train, int kinds, double cost) {
    Linear.disableDebugOutput();
    int bias = 1 + train.vectors.stream().mapToInt(LogisticRegression::size).max().orElse(0);
    Problem problem = new Problem();
    problem.l = train.labels.length;
    problem.n = bias;
    problem.x = train.vectors.stream().map(vector -> vector.nodes(bias)).toArray(Feature[][]::new);
    problem.y = Arrays.stream(train.labels).asDoubleStream().toArray();
    Parameter parameter = new Parameter(SolverType.L2R_LR, cost, TOLERANCE);
    return new LogisticRegression(Linear.train(problem, parameter), bias, kinds, cost);
  }

  private static int size(SparseVector vector) {
    return vector.numbers().isEmpty() ? 0 : vector.numbers().lastKey() + 1;
  }

  /** C of the penalty. */
  double cost() {
    return cost;
  }

  /** Mean cross entropy of the labels of {@code examples} once answers are calibrated there. */
  double nats(Examples examples) {
    double[][] scores = scores(examples.vectors);
    double temperature = TemperatureScaling.fit(scores, examples.labels);
    return IntStream.range(0, scores.length)
        .mapToDouble(
            n -> -TemperatureScaling.logProbabilities(scores[n], temperature)[examples.labels[n]])
        .average()
        .orElseThrow();
  }

  /**
   * Logarithms of the probabilities [N][L] of the labels; of a label that training did not have,
   * that of the smallest number.
   */
  double[][] scores(List<SparseVector> vectors) {
    double[][] scores = new double[vectors.size()][labels];
    double[] found = new double[model.getNrClass()];
    for (int n = 0; n < scores.length; n++) {
      Arrays.fill(scores[n], Math.log(Double.MIN_NORMAL));
      Linear.predictProbability(model, nodes(vectors.get(n)), found);
      for (int label = 0; label < found.length; label++) {
        scores[n][model.getLabels()[label]] = Math.log(Math.max(found[label], Double.MIN_NORMAL));
      }
    }
    return scores;
  }

  /** Without the places that training did not have. */
  private Feature[] nodes(SparseVector vector) {
    return new SparseVector(vector.numbers().headMap(bias - 1)).nodes(bias);
  }
}
