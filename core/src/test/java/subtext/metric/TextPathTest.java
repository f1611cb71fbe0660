package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextPathTest {

  @Test
  void editsAreTheFewestInsertionsDeletionsAndReplacements() {
    assertThat(TextPath.edits(List.of("a", "b", "c"), List.of("a", "x", "c", "d"))).isEqualTo(2);
    assertThat(TextPath.edits(List.of("a", "b", "c", "d"), List.of("b", "c", "d"))).isEqualTo(1);
    assertThat(TextPath.edits(List.of(), List.of("a", "b"))).isEqualTo(2);
    assertThat(TextPath.edits(List.of("a", "b"), List.of())).isEqualTo(2);
  }

  @Test
  void anEvenWayWithoutADetourIsSmooth() {
    TextPath way = TextPath.of(List.of("the cat sat", "a cat sat", "a dog sat", "a dog ran"));
    assertThat(way).isEqualTo(new TextPath(3, List.of(1, 1, 1)));
    assertThat(way.smoothness()).isEqualTo(1);
    assertThat(way.largestStep()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(way.repeats()).isZero();
  }

  @Test
  void aJumpIsALargeStepAndADetourIsNotSmooth() {
    TextPath jump = TextPath.of(List.of("the cat sat", "The cat sat.", "a dog ran", "a dog ran"));
    assertThat(jump.smoothness()).isEqualTo(1);
    assertThat(jump.largestStep()).isEqualTo(1);
    assertThat(jump.repeats()).isCloseTo(2 / 3.0, within(1e-12));
    TextPath detour = TextPath.of(List.of("the cat", "x y", "a cat"));
    assertThat(detour.smoothness()).isEqualTo(0.25);
    assertThat(detour.largestStep()).isEqualTo(2);
  }

  @Test
  void aWayBetweenTheSameWordsLeadsNowhere() {
    assertThat(TextPath.of(List.of("a cat", "a dog", "A cat!")).leadsSomewhere()).isFalse();
  }
}
