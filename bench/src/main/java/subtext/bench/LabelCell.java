package subtext.bench;

/**
 * A classifier that is measured once.
 *
 * @param labels that it is told; 0 for all
 * @param seed of which labels these are, and of weights, order and noise
 */
record LabelCell(LabelSet set, LabelMethod method, int labels, int seed) {
  /** Name of its file. */
  String file() {
    return "%s-%s-%d-%d.json".formatted(set, method, labels, seed);
  }

  /** In words. */
  String words() {
    return "%s, %s, %s, seed %d".formatted(set, method, labels == 0 ? "all labels" : labels, seed);
  }
}
