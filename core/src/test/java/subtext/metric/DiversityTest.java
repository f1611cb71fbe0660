package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class DiversityTest {

  private static final List<String> SAMPLES =
      List.of("the cat sat", "The cat sat!", "a cat sat down", "the dog");

  @Test
  void distinctNIsDifferentNgramsOverAllNgrams() {
    // the cat sat a down dog, of 12 words; (the cat)(cat sat)(a cat)(sat down)(the dog), of 8.
    assertThat(DistinctN.of(SAMPLES, 1)).isEqualTo(6.0 / 12);
    assertThat(DistinctN.of(SAMPLES, 2)).isEqualTo(5.0 / 8);
    assertThat(DistinctN.of(SAMPLES, 5)).isZero();
  }

  @Test
  void sentencesOfTheSameWordsAreNotDistinct() {
    assertThat(DistinctN.ofSentences(SAMPLES)).isEqualTo(0.75);
  }

  @Test
  void ngramsHaveAtLeastOneWord() {
    assertThatThrownBy(() -> DistinctN.of(SAMPLES, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("n = 0");
  }

  @Test
  void aSampleIsACopyWhenItsWholeTextStandsInTheCorpus() {
    Stream<String> corpus = Stream.of(" the cat  sat", "the cat sat", "the dog barked", "a cat");
    assertThat(CopyRate.of(SAMPLES, corpus)).isEqualTo(0.25);
  }

  @Test
  void repeatedCopiesCountEachTime() {
    assertThat(CopyRate.of(List.of("a cat", "a cat", "a dog"), Stream.of("a cat")))
        .isEqualTo(2.0 / 3);
    assertThat(CopyRate.of(List.of(), Stream.of("a cat"))).isZero();
  }
}
