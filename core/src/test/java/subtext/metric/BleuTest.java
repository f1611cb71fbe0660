package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class BleuTest {

  @Test
  void corpusScoreEqualsSacreBleu() {
    // 13 of 17 words, 6 of 14, 2 of 11, 1 of 8; exp(1 - 19/17). sacreBLEU 2: 26.116969015989863.
    Bleu bleu =
        Bleu.of(
            List.of("the cat sat on the mat .", "It cost $1,000.50 - really?", "a small dog"),
            List.of(
                "the cat is on the mat .",
                "It costs $1,000.50, really!",
                "a very small dog barks"));
    assertThat(bleu.precisions())
        .containsExactly(100.0 * 13 / 17, 100.0 * 6 / 14, 100.0 * 2 / 11, 12.5);
    assertThat(bleu.brevityPenalty()).isCloseTo(Math.exp(1 - 19.0 / 17), within(1e-12));
    assertThat(bleu.score()).isCloseTo(26.116969015989863, within(1e-9));
  }

  @Test
  void ordersWithoutAMatchAreHalvedAndHalvedAgain() {
    // 2/4, 1/3, none of 2 -> 1/2/2, none of 1 -> 1/4/1.
    Bleu bleu = Bleu.of(List.of("the cat sat here"), List.of("the cat was there"));
    assertThat(bleu.score())
        .isCloseTo(100 * Math.pow(1 / 2.0 * 1 / 3 * 1 / 4 * 1 / 4, 0.25), within(1e-9));
  }

  @Test
  void matchesAreClippedToTheReference() {
    Bleu bleu = Bleu.of(List.of("the the the the", "green"), List.of("the cat", "blue sky"));
    assertThat(bleu.precisions().getFirst()).isEqualTo(20);
    assertThat(bleu.score()).isCloseTo(15.106876986783844, within(1e-9));
  }

  @Test
  void nothingInCommonScoresZero() {
    assertThat(Bleu.of(List.of("a b c d e"), List.of("v w x y z")).score()).isZero();
    assertThat(Bleu.of(List.of(""), List.of("v w x y z")).score()).isZero();
    assertThat(Bleu.of(List.of("too short"), List.of("too short")).score()).isZero();
  }

  @Test
  void identicalCorporaScoreAHundred() {
    List<String> corpus = List.of("one two three four five");
    assertThat(Bleu.of(corpus, corpus).score()).isCloseTo(100, within(1e-9));
  }

  @Test
  void tokeniserSplitsPunctuationButNotDecimalNumbers() {
    assertThat(Tokenizer13a.split("It cost $1,000.50 - really?"))
        .containsExactly("It", "cost", "$", "1,000.50", "-", "really", "?");
    assertThat(Tokenizer13a.split("don't pay 3-4 times, e.g. &quot;twice&quot;."))
        .containsExactly(
            "don't", "pay", "3", "-", "4", "times", ",", "e", ".", "g", ".", "\"", "twice", "\"",
            ".");
    assertThat(Tokenizer13a.split("U.S. e-mail (a/b) 50%."))
        .containsExactly("U", ".", "S", ".", "e-mail", "(", "a", "/", "b", ")", "50", "%", ".");
  }

  @Test
  void everyCandidateNeedsItsReference() {
    assertThatThrownBy(() -> Bleu.of(List.of("a"), List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("got 1 and 0");
  }
}
