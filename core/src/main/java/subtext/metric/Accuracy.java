package subtext.metric;

import subtext.error.InputException;

/** Share of examples whose predicted label is the right one, in [0, 1]. */
public final class Accuracy {

  private Accuracy() {}

  /** {@code predicted[i]} and {@code gold[i]} are the labels of example i; at least one example. */
  public static double of(int[] predicted, int[] gold) {
    requireSameExamples(predicted, gold);
    int right = 0;
    for (int i = 0; i < gold.length; i++) {
      right += predicted[i] == gold[i] ? 1 : 0;
    }
    return (double) right / gold.length;
  }

  static void requireSameExamples(int[] predicted, int[] gold) {
    if (predicted.length != gold.length || gold.length == 0) {
      throw new InputException(
          "Predicted and right labels must be of the same examples, at least one: got %d and %d"
              .formatted(predicted.length, gold.length));
    }
  }
}
