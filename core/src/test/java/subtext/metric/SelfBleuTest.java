package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class SelfBleuTest {

  @Test
  void threeSentencesScoreAsCountedByHandAndByNltk() {
    // 1: 5/6 words (one "the" matches), 3/5, 2/4, 1/3; the nearest other has 8 words.
    double first = Math.exp(1 - 8.0 / 6) * Math.pow(5 / 6.0 * 3 / 5 * 2 / 4 * 1 / 3, 0.25);
    // 2: the cat sat on . . mat ., a: 6/8; 3/7, 2/6, 1/5; longer than all others.
    double second = Math.pow(6 / 8.0 * 3 / 7 * 2 / 6 * 1 / 5, 0.25);
    // 3: a: 1/2; no match of 1, of none, of none; the nearest other has 6 words.
    double third = Math.exp(1 - 6.0 / 2) * Math.pow(1 / 2.0 * 0.1 * 0.1 * 0.1, 0.25);
    Interval found =
        SelfBleu.of(List.of("The cat sat on the mat.", "the cat sat on a red mat today", "a dog"));
    // nltk 3.10.3, sentence_bleu with SmoothingFunction().method1.
    assertThat(100 * first).isCloseTo(38.49815007763549, within(1e-9));
    assertThat(100 * second).isCloseTo(38.260294162784476, within(1e-9));
    assertThat(100 * third).isCloseTo(2.0237345084409752, within(1e-9));
    assertThat(found.mean()).isCloseTo(100 * (first + second + third) / 3, within(1e-9));
    assertThat(found.count()).isEqualTo(3);
  }

  @Test
  void aMatchCountsAsOftenAsInTheOneReferenceThatHasMost() {
    // a a a a: 2 of 4, then 1 of 3, none of 2, none of 1; b: none. a a, a b: 1 of 1 or 2 each.
    double first = 100 * Math.pow(2 / 4.0 * 1 / 3 * 0.1 / 2 * 0.1, 0.25);
    double second = 100 * Math.pow(2 / 2.0 * 1 * 0.1 * 0.1, 0.25);
    double third = 100 * Math.pow(1 / 2.0 * 0.1 * 0.1 * 0.1, 0.25);
    assertThat(SelfBleu.of(List.of("a a a a", "a a", "a b")).mean())
        .isCloseTo((first + second + third) / 3, within(1e-9));
  }

  @Test
  void sentencesThatAreTheSameScoreAHundredAndThoseThatShareNoWordNothing() {
    String sentence = "one two three four five";
    assertThat(SelfBleu.of(List.of(sentence, sentence)).mean()).isCloseTo(100, within(1e-9));
    assertThat(SelfBleu.of(List.of(sentence, "six seven", "", "床前明月光")).mean()).isZero();
  }

  @Test
  void oneSentenceAloneHasNoOthers() {
    assertThatThrownBy(() -> SelfBleu.of(List.of("a")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("only 1");
  }
}
