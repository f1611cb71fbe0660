package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlopCountTest {
  /** Embedding 2, hidden 3, z 1, vocabulary 10. */
  private static final Workload SIZES = new Workload("by hand", 2, 3, 1, 10, 1, 1, 0);

  @Test
  void trainingIsSixTimesTheWeightsOfTheProducts() {
    int aToken = 4 * 3 * (2 + 3) + 4 * 3 * (2 + 1 + 3) + 3 * 10; // encoder, decoder, output
    int aSentence = 3 * 2 + 3; // posterior, initial state
    assertThat(FlopCount.training(SIZES, 7, 2)).isEqualTo(6 * (7 * aToken + 2 * aSentence));
  }

  @Test
  void writingIsTwiceThoseOfTheDecoder() {
    assertThat(FlopCount.writing(SIZES, 5, 1)).isEqualTo(2 * (5 * (72 + 30) + 3));
  }
}
