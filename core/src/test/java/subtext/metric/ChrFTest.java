package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChrFTest {

  @Test
  void averagesTheOrdersThatTheTextIsLongEnoughFor() {
    // "abc" against "abd", white space ignored: 2/3 letters, 1/2 pairs, 0/1 triples.
    assertThat(ChrF.of(List.of("ab c"), List.of("abd")))
        .isCloseTo(100 * (2.0 / 3 + 1.0 / 2) / 3, within(1e-9));
  }

  @Test
  void corpusScoreEqualsSacreBleu() {
    List<String> candidates =
        List.of("the cat sat on the mat .", "It cost $1,000.50 - really?", "a small dog");
    List<String> references =
        List.of("the cat is on the mat .", "It costs $1,000.50, really!", "a very small dog barks");
    assertThat(ChrF.of(candidates, references)).isCloseTo(57.40254270380005, within(1e-9));
    assertThat(ChrF.of(List.of("春眠不覺曉", "ab"), List.of("春眠不知曉", "abc")))
        .isCloseTo(31.00604727872457, within(1e-9));
  }

  @Test
  void nothingInCommonScoresZeroAndEqualityAHundred() {
    assertThat(ChrF.of(List.of("abc"), List.of("xyz"))).isZero();
    assertThat(ChrF.of(List.of(""), List.of("xyz"))).isZero();
    assertThat(ChrF.of(List.of("春眠"), List.of("春眠"))).isCloseTo(100, within(1e-9));
  }
}
