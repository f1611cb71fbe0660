package subtext.eval;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import subtext.metric.Calibration;
import subtext.metric.Confusion;
import subtext.metric.Interval;
import subtext.metric.MacroF1;
import subtext.metric.TemperatureScaling;

/**
 * The figures of a classifier on sentences whose labels are known, each to the definition in {@code
 * docs/metrics.md}.
 *
 * @param labels names by id
 * @param accuracy share of right answers
 * @param macroF1 F1 of each label, averaged with equal weight
 * @param nll cross entropy of the labels, nats a sentence
 * @param ece expected calibration error
 * @param nllUncalibrated nll before the scores were divided by the temperature
 * @param eceUncalibrated ece before that
 * @param temperature that scores were divided by
 */
public record Classification(
    List<String> labels,
    Interval accuracy,
    Interval macroF1,
    Interval nll,
    Interval ece,
    double nllUncalibrated,
    double eceUncalibrated,
    double temperature,
    Confusion confusion,
    Calibration calibration)
    implements Figures {
  public Classification {
    labels = List.copyOf(labels);
  }

  /**
   * The figures of answers by {@code logits}.
   *
   * @param logits [N][L]
   * @param gold [N]
   */
  public static Classification of(
      List<String> labels, double[][] logits, int[] gold, double temperature) {
    int[] predicted = Arrays.stream(logits).mapToInt(Classification::largest).toArray();
    boolean[] right = new boolean[gold.length];
    double[] hits = new double[gold.length];
    for (int i = 0; i < gold.length; i++) {
      right[i] = predicted[i] == gold[i];
      hits[i] = right[i] ? 1 : 0;
    }
    double[] sure = confidence(logits, predicted, temperature);
    return new Classification(
        labels,
        Interval.of(hits),
        MacroF1.interval(predicted, gold),
        Interval.of(nats(logits, gold, temperature)),
        Calibration.error(sure, right),
        Interval.of(nats(logits, gold, 1)).mean(),
        Calibration.of(confidence(logits, predicted, 1), right).error(),
        temperature,
        Confusion.of(predicted, gold, labels.size()),
        Calibration.of(sure, right));
  }

  private static int largest(double[] scores) {
    int best = 0;
    for (int label = 1; label < scores.length; label++) {
      best = scores[label] > scores[best] ? label : best;
    }
    return best;
  }

  private static double[] confidence(double[][] logits, int[] predicted, double temperature) {
    return Arrays.stream(nats(logits, predicted, temperature)).map(n -> Math.exp(-n)).toArray();
  }

  /** -log of the probability of label {@code of[i]} for each sentence i. */
  private static double[] nats(double[][] logits, int[] of, double temperature) {
    double[] nats = new double[of.length];
    Arrays.setAll(nats, i -> -TemperatureScaling.logProbabilities(logits[i], temperature)[of[i]]);
    return nats;
  }

  /** The cross entropy of the calibrated probabilities. */
  @Override
  public double bound() {
    return nll.mean();
  }

  @Override
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("sentences", accuracy.count());
    map.put("accuracy", accuracy.mean());
    map.put("macro_f1", macroF1.mean());
    map.put("ece", ece.mean());
    map.put("nll", nll.mean());
    map.put("ece_uncalibrated", eceUncalibrated);
    map.put("nll_uncalibrated", nllUncalibrated);
    map.put("temperature", temperature);
    map.put("accuracy_error", Evaluation.finite(accuracy.standardError()));
    map.put("macro_f1_error", Evaluation.finite(macroF1.standardError()));
    map.put("ece_error", Evaluation.finite(ece.standardError()));
    map.put("nll_error", Evaluation.finite(nll.standardError()));
    map.put("confusion", confusionByName());
    return map;
  }

  /** How often each right label was given each label, zeros left out. */
  private SequencedMap<String, Map<String, Long>> confusionByName() {
    SequencedMap<String, Map<String, Long>> rows = new LinkedHashMap<>();
    for (int gold = 0; gold < labels.size(); gold++) {
      Map<String, Long> row = new LinkedHashMap<>();
      for (int predicted = 0; predicted < labels.size(); predicted++) {
        long count = confusion.counts()[gold][predicted];
        if (count > 0) {
          row.put(labels.get(predicted), count);
        }
      }
      rows.put(labels.get(gold), row);
    }
    return rows;
  }
}
