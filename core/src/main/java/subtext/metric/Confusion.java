package subtext.metric;

/**
 * Which labels were taken for which.
 *
 * @param counts [right label][predicted label]
 */
@SuppressWarnings("ArrayRecordComponent")
public record Confusion(long[][] counts) {

  /**
   * Counts.
   *
   * @param labels how many there are; both arrays hold numbers below
   */
  public static Confusion of(int[] predicted, int[] gold, int labels) {
    Accuracy.requireSameExamples(predicted, gold);
    long[][] counts = new long[labels][labels];
    for (int i = 0; i < gold.length; i++) {
      counts[gold[i]][predicted[i]]++;
    }
    return new Confusion(counts);
  }
}
