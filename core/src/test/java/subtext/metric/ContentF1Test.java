package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class ContentF1Test {

  @Test
  void countsSharedContentWordsOnBothSides() {
    // {old, man, drank, cold, beer} against {old, woman, drank, tea}: 2 in common of 5 + 4.
    assertThat(ContentF1.of("The old man drank a cold beer.", "an OLD woman drank her tea"))
        .isCloseTo(4.0 / 9, within(1e-12));
  }

  @Test
  void aWordCountsOnlyAsOftenAsBothHaveIt() {
    // {row, row, boat} against {row, row, row}: 2 in common of 3 + 3.
    assertThat(ContentF1.of("row, row your boat", "row row row")).isCloseTo(4.0 / 6, within(1e-12));
  }

  @Test
  void chineseIsComparedByCharacters() {
    assertThat(ContentF1.of("春眠不覺曉。", "春眠不知曉，")).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void meanLeavesOutReferencesWithoutContent() {
    Interval mean =
        ContentF1.mean(
            List.of("green tea", "it is what it is", "cold beer"),
            List.of("green tea", "what is it", "warm wine"));
    assertThat(mean.mean()).isEqualTo(0.5);
    assertThat(mean.count()).isEqualTo(2);
  }

  @Test
  void emptySentencesAreDefined() {
    assertThat(ContentF1.of("", "it is")).isEqualTo(1);
    assertThat(ContentF1.of("", "tea")).isZero();
    assertThatThrownBy(() -> ContentF1.mean(List.of("it is"), List.of("tea")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("content word");
  }
}
