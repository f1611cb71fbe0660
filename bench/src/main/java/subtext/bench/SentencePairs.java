package subtext.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.metric.Spearman;
import subtext.text.Columns;
import subtext.text.Corpus;
import subtext.text.Line;

/**
 * Sentences to encode, two by two.
 *
 * @param sentences 2 n, those of a pair one after the other
 * @param scores n, how alike people find those of a pair; null where nobody has said
 */
@SuppressWarnings("ArrayRecordComponent")
record SentencePairs(List<String> sentences, double @Nullable [] scores) {
  private static final int SHIPPED = 2_758; // as many as STS-B's test split has

  /** STS-B's English test split (Cer et al. 2017) of {@code data}; without, WordNet's examples. */
  static SentencePairs read(Path home, @Nullable Path data) {
    return data == null ? shipped(home) : stsb(data, "en");
  }

  /**
   * STS-B's test split in {@code language}; that in Chinese is a translation by machine (May 2021).
   *
   * @throws InputException if {@code data} does not hold it
   */
  static SentencePairs stsb(Path data, String language) {
    return stsb(file(data, "stsb-%s-test.csv".formatted(language)));
  }

  private static Path file(Path data, String name) {
    return Stream.of(data.resolve("stsb").resolve(name), data.resolve(name))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--data: neither %s nor its folder stsb holds %s".formatted(data, name)));
  }

  private static SentencePairs stsb(Path file) {
    List<Line> first = lines(file, new Columns("1", "3"));
    List<Line> second = lines(file, new Columns("2", "3"));
    if (first.size() != second.size()) {
      throw new InputException("%s: every row needs two sentences and a score".formatted(file));
    }
    List<String> sentences = new ArrayList<>();
    double[] scores = new double[first.size()];
    for (int i = 0; i < scores.length; i++) {
      sentences.add(first.get(i).text());
      sentences.add(second.get(i).text());
      scores[i] = score(file, first.get(i));
    }
    return new SentencePairs(sentences, scores);
  }

  private static double score(Path file, Line line) {
    try {
      return Double.parseDouble(String.valueOf(line.label()));
    } catch (NumberFormatException e) {
      throw new InputException(
          "%s, line %d: %s is no score".formatted(file, line.number(), line.label()), e);
    }
  }

  private static SentencePairs shipped(Path home) {
    Path file = home.resolve("data/wordnet/examples.tsv.gz");
    List<String> texts =
        lines(file, new Columns("3", Columns.NONE)).stream()
            .limit(SHIPPED)
            .map(Line::text)
            .toList();
    return new SentencePairs(texts, null);
  }

  private static List<Line> lines(Path file, Columns columns) {
    try (Stream<Line> lines = Corpus.open(file, columns)) {
      return lines.toList();
    }
  }

  /**
   * Spearman's correlation of the cosine of each pair's vectors with its score; NaN where there are
   * no scores.
   */
  double correlation(float[][] vectors) {
    if (scores == null) {
      return Double.NaN;
    }
    double[] cosines = new double[scores.length];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = cosine(vectors[2 * i], vectors[2 * i + 1]);
    }
    return Spearman.of(cosines, scores);
  }

  /** 0 where one of them is zero. */
  private static double cosine(float[] left, float[] right) {
    double lengths = Math.sqrt(dot(left, left) * dot(right, right));
    return lengths == 0 ? 0 : dot(left, right) / lengths;
  }

  private static double dot(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }
}
