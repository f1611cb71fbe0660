package subtext.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import subtext.error.InputException;
import subtext.metric.Accuracy;
import subtext.text.Columns;
import subtext.text.Corpus;
import subtext.text.Line;

/**
 * Sentences with labels, to learn from and to be tested on.
 *
 * @param names of the labels, by number
 */
@SuppressWarnings("ArrayRecordComponent")
record LabelledSentences(
    List<String> names,
    List<String> train,
    int[] trainLabels,
    List<String> test,
    int[] testLabels) {
  /** What a probe may be penalised by. */
  static final List<Double> PENALTIES = List.of(1e-4, 1e-3, 1e-2, 1e-1, 1.0);

  /** Of the training sentences, every tenth chooses the penalty. */
  private static final int HELD_OUT = 10;

  /**
   * How well a probe reads labels of vectors.
   *
   * @param accuracy on the test sentences
   * @param penalty that the held-out tenth of the training sentences chose
   */
  record Probed(double accuracy, double penalty) {}

  /** {@code train.tsv} and {@code test.tsv} of the folder {@code set}: label, text. */
  static LabelledSentences read(Path data, String set) {
    List<Line> train = lines(data.resolve(set).resolve("train.tsv"));
    List<Line> test = lines(data.resolve(set).resolve("test.tsv"));
    List<String> names =
        List.copyOf(
            new TreeSet<>(Stream.concat(train.stream(), test.stream()).map(Line::label).toList()));
    return new LabelledSentences(
        names, texts(train), labels(names, train), texts(test), labels(names, test));
  }

  private static List<Line> lines(Path file) {
    if (!Files.exists(file)) {
      throw new InputException("--data: there is no " + file);
    }
    try (Stream<Line> lines = Corpus.open(file, new Columns("2", "1"))) {
      return lines
          .peek(
              line -> {
                if (line.label() == null) {
                  throw new InputException(
                      "%s, line %d has no label".formatted(file, line.number()));
                }
              })
          .toList();
    }
  }

  private static List<String> texts(List<Line> lines) {
    return lines.stream().map(Line::text).toList();
  }

  private static int[] labels(List<String> names, List<Line> lines) {
    return lines.stream().mapToInt(line -> names.indexOf(line.label())).toArray();
  }

  /**
   * Fits a probe for each penalty on nine tenths of the training sentences, takes the penalty of
   * the best on the tenth left, the greater of equals, and fits once more on all.
   */
  Probed probe(float[][] trainVectors, float[][] testVectors) {
    int[] held = every(true);
    int[] kept = every(false);
    double best = -1;
    double chosen = 0;
    for (double penalty : PENALTIES) {
      LinearProbe probe =
          LinearProbe.fit(
              rows(trainVectors, kept), labels(trainLabels, kept), names.size(), penalty);
      double accuracy =
          Accuracy.of(probe.labels_N(rows(trainVectors, held)), labels(trainLabels, held));
      if (accuracy >= best) {
        best = accuracy;
        chosen = penalty;
      }
    }
    LinearProbe probe = LinearProbe.fit(trainVectors, trainLabels, names.size(), chosen);
    return new Probed(Accuracy.of(probe.labels_N(testVectors), testLabels), chosen);
  }

  private int[] every(boolean held) {
    return IntStream.range(0, trainLabels.length)
        .filter(i -> (i % HELD_OUT == 0) == held)
        .toArray();
  }

  private static float[][] rows(float[][] vectors, int[] places) {
    return Arrays.stream(places).mapToObj(i -> vectors[i]).toArray(float[][]::new);
  }

  private static int[] labels(int[] labels, int[] places) {
    return Arrays.stream(places).map(i -> labels[i]).toArray();
  }
}
