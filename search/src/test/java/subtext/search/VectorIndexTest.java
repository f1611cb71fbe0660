package subtext.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.IndexNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorIndexTest {
  private static final int DIMENSIONS = 16;
  private static final int K = 10;

  @TempDir private Path folder;

  @Test
  void exactSearchEqualsSortingAllCosines() throws IOException {
    List<float[]> vectors = clusters(500, 20, new Random(1));
    float[] query = vectors.get(123);
    List<Long> expected =
        IntStream.range(0, vectors.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -cosine(query, vectors.get(i))))
            .limit(K)
            .map(i -> i + 1L)
            .toList();

    try (VectorIndex index = index(vectors)) {
      List<Hit> hits = index.exact(query, K);

      assertThat(hits).extracting(Hit::line).isEqualTo(expected);
      assertThat(hits.getFirst().text()).isEqualTo("sentence 124");
      assertThat(hits)
          .allSatisfy(
              hit ->
                  assertThat(hit.score())
                      .isBetween(
                          cosine(query, vectors.get((int) hit.line() - 1)) - 1e-5,
                          cosine(query, vectors.get((int) hit.line() - 1)) + 1e-5));
    }
  }

  @Test
  void theGraphFindsNineteenOfTwentyNeighbours() throws IOException {
    Random random = new Random(2);
    List<float[]> vectors = clusters(20_000, 200, random);
    int found = 0;
    int queries = 100;
    try (VectorIndex index = index(vectors)) {
      for (int q = 0; q < queries; q++) {
        float[] query = near(vectors.get(random.nextInt(vectors.size())), random);
        Set<Long> exact = lines(index.exact(query, K));
        exact.retainAll(lines(index.approximate(query, K, 10 * K)));
        found += exact.size();
      }
    }
    assertThat((double) found / (queries * K)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void bothSearchesGiveTheSameScores() throws IOException {
    List<float[]> vectors = clusters(300, 3, new Random(3));
    try (VectorIndex index = index(vectors)) {
      List<Hit> exact = index.exact(vectors.get(7), 3);
      List<Hit> approximate = index.approximate(vectors.get(7), 3, 100);

      assertThat(exact)
          .extracting(Hit::line)
          .isEqualTo(approximate.stream().map(Hit::line).toList());
      for (int i = 0; i < exact.size(); i++) {
        assertThat(approximate.get(i).score()).isCloseTo(exact.get(i).score(), within(1e-6));
      }
    }
  }

  @Test
  void ofEqualsTheEarlierLineComesFirst() throws IOException {
    try (VectorIndex index =
        index(List.of(new float[] {1, 0}, new float[] {0, 2}, new float[] {0, 3}))) {
      assertThat(index.exact(new float[] {0, 5}, 2)).extracting(Hit::line).containsExactly(2L, 3L);
    }
  }

  @Test
  void aVectorOfZerosIsAsFarFromAllOthers() throws IOException {
    try (VectorIndex index = index(List.of(new float[] {0, 0}, new float[] {3, 4}))) {
      assertThat(index.exact(new float[] {3, 4}, 5))
          .containsExactly(new Hit(1, 2, "sentence 2"), new Hit(0, 1, "sentence 1"));
      assertThat(index.exact(new float[] {0, 0}, 5))
          .extracting(Hit::score)
          .containsExactly(0.0, 0.0);
    }
  }

  @Test
  void whatIsNotCommittedIsNoIndex() throws IOException {
    try (VectorIndexWriter writer = new VectorIndexWriter(folder)) {
      writer.add(new float[] {1}, 1, "a");
    }
    assertThatThrownBy(() -> VectorIndex.open(folder)).isInstanceOf(IndexNotFoundException.class);
  }

  private VectorIndex index(List<float[]> vectors) throws IOException {
    try (VectorIndexWriter writer = new VectorIndexWriter(folder)) {
      for (int i = 0; i < vectors.size(); i++) {
        writer.add(vectors.get(i), i + 1, "sentence " + (i + 1));
      }
      writer.commit();
    }
    return VectorIndex.open(folder);
  }

  private static List<float[]> clusters(int count, int centres, Random random) {
    List<float[]> centre = new ArrayList<>();
    for (int c = 0; c < centres; c++) {
      centre.add(near(new float[DIMENSIONS], random));
    }
    return IntStream.range(0, count).mapToObj(i -> near(centre.get(i % centres), random)).toList();
  }

  private static float[] near(float[] centre, Random random) {
    float[] vector = new float[centre.length];
    for (int d = 0; d < vector.length; d++) {
      vector[d] = centre[d] + (float) random.nextGaussian();
    }
    return vector;
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int d = 0; d < a.length; d++) {
      dot += (double) a[d] * b[d];
      aa += (double) a[d] * a[d];
      bb += (double) b[d] * b[d];
    }
    return dot / Math.sqrt(aa * bb);
  }

  private static Set<Long> lines(List<Hit> hits) {
    return hits.stream().map(Hit::line).collect(Collectors.toCollection(HashSet::new));
  }
}
