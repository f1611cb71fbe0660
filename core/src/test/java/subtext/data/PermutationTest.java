package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PermutationTest {
  @Test
  void everyNumberIsReachedOnce() {
    for (long n = 1; n <= 300; n++) {
      Permutation permutation = new Permutation(n, 7 * n);
      assertThat(LongStream.range(0, n).map(permutation::at).sorted().toArray())
          .as("n = %d", n)
          .containsExactly(LongStream.range(0, n).toArray());
    }
  }

  @Test
  void largeRangesStayInRange() {
    long n = (1L << 40) + 3;
    Permutation permutation = new Permutation(n, 1);
    for (long i = 0; i < 1000; i++) {
      assertThat(permutation.at(n - 1 - i)).isBetween(0L, n - 1);
    }
  }

  @Test
  void theSameKeyGivesTheSamePermutationAndAnotherKeyAnother() {
    assertThat(places(1000, 5)).containsExactly(places(1000, 5));
    long equal =
        LongStream.range(0, 1000)
            .filter(i -> places(1000, 5)[(int) i] == places(1000, 6)[(int) i])
            .count();
    assertThat(equal).isLessThan(10);
  }

  /** Chi-square of 7 places over 7,000 keys, 6 degrees of freedom: below 22.5 but once in 1,000. */
  @Test
  void everyPlaceIsEquallyLikelyOverTheKeys() {
    for (int item = 0; item < 7; item++) {
      int[] counts = new int[7];
      for (long key = 0; key < 7000; key++) {
        counts[(int) new Permutation(7, key).at(item)]++;
      }
      double chiSquare = 0;
      for (int count : counts) {
        chiSquare += (count - 1000.0) * (count - 1000.0) / 1000;
      }
      assertThat(chiSquare).as("item %d", item).isLessThan(22.5);
    }
  }

  private static long[] places(long n, long key) {
    return LongStream.range(0, n).map(new Permutation(n, key)::at).toArray();
  }
}
