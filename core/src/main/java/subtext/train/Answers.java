package subtext.train;

import java.util.List;
import java.util.stream.LongStream;
import subtext.data.Dataset;
import subtext.data.Portion;
import subtext.data.Splits;
import subtext.data.TokenCache;
import subtext.error.InputException;

/** The sentences that a model which finds answers is trained on: right or wrong. */
final class Answers {
  /** The names of labels by id. */
  private static final List<String> NAMES = List.of("0", "1");

  private Answers() {}

  /**
   * {@code dataset} with label 1 for right and 0 for wrong.
   *
   * @throws InputException naming file, line and value where a label is neither, and naming a split
   *     without a right sentence or without a wrong one
   */
  static Dataset judged(Splits splits, Dataset dataset) {
    require("training", splits.train(), dataset.train());
    require("validation", splits.valid(), dataset.valid());
    if (splits.test() != null && dataset.test() != null) {
      require("test", splits.test(), dataset.test());
    }
    return dataset.withLabels(NAMES);
  }

  private static void require(String split, Portion lines, TokenCache corpus) {
    LongStream.range(0, corpus.size())
        .filter(i -> corpus.label(i) < 0 || !NAMES.contains(corpus.labels().get(corpus.label(i))))
        .findFirst()
        .ifPresent(
            i -> {
              throw new InputException(
                  "%s:%d: data.label says %s of this sentence; it must say 1, for right, or 0"
                      .formatted(
                          lines.file(),
                          corpus.line(i),
                          corpus.label(i) < 0
                              ? "nothing"
                              : "'" + corpus.labels().get(corpus.label(i)) + "'"));
            });
    long[] counts = corpus.labelCounts();
    for (String name : NAMES) {
      int label = corpus.labels().indexOf(name);
      if (label < 0 || counts[label] == 0) {
        throw new InputException(
            "%s: no sentence of the %s split is %s, so nothing can be learnt or measured there; give more questions"
                .formatted(lines.file(), split, name.equals("1") ? "right (1)" : "wrong (0)"));
      }
    }
  }
}
