package subtext.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MiniLmTest {
  private static final MiniLm ENCODER = new MiniLm();
  private static final List<String> SENTENCES =
      List.of(
          "A girl is styling her hair in front of a very large mirror.",
          "A girl is brushing her hair.",
          "The stock market fell sharply on Monday.");

  @AfterAll
  static void close() {
    ENCODER.close();
  }

  private static double product(float[] left, float[] right) {
    return IntStream.range(0, left.length).mapToDouble(i -> left[i] * right[i]).sum();
  }

  @Test
  void aParaphraseIsNearerThanAnotherSubject() {
    float[][] vectors = ENCODER.vectors(SENTENCES);
    assertThat(product(vectors[0], vectors[1])).isGreaterThan(0.6);
    assertThat(product(vectors[0], vectors[2])).isLessThan(0.2);
  }

  @Test
  void everyVectorHasTheLengthOne() {
    for (float[] vector : ENCODER.vectors(SENTENCES)) {
      assertThat(vector).hasSize(MiniLm.DIMENSIONS);
      assertThat(product(vector, vector)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void theBatchThatASentenceStandsInDoesNotMatter() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i <= MiniLm.BATCH; i++) {
      many.add(SENTENCES.get(i % SENTENCES.size()));
    }
    float[][] together = ENCODER.vectors(many);
    for (int i = 0; i < SENTENCES.size(); i++) {
      float[] alone = ENCODER.vectors(SENTENCES.subList(i, i + 1))[0];
      assertThat(together[i]).containsExactly(alone, within(1e-5f));
      assertThat(together[i + 30]).containsExactly(alone, within(1e-5f));
    }
  }

  @Test
  void nothingGivesNothing() {
    assertThat(ENCODER.vectors(List.of())).isEmpty();
  }
}
