package subtext.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void distanceCountsInsertionsDeletionsSubstitutionsAndSwaps() {
    assertThat(Nearest.distance("batch", "batch")).isZero();
    assertThat(Nearest.distance("batch", "Batch")).isZero();
    assertThat(Nearest.distance("bacth", "batch")).isEqualTo(1);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
  }

  @Test
  void nothingIsNearToAWordUnlikeAllChoices() {
    assertThat(Nearest.to("zebra", List.of("batch", "seed"))).isEmpty();
    assertThat(Nearest.to("sede", List.of("batch", "seed"))).contains("seed");
  }
}
