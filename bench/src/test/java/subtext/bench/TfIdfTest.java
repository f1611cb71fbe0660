package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import subtext.text.Normalization;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;

class TfIdfTest {
  private static final List<String> TEXTS = List.of("good film", "bad film", "good good day");

  private static Tokenizer tokenizer() {
    return Tokenizers.train(
        new TokensConfig(TokenKind.WHITESPACE, 100, 1, 20, Normalization.DEFAULT),
        Stream.of("good film", "bad film", "good good day"));
  }

  @Test
  void rareWordsWeighMoreByTheLogarithmOfTheirShare() {
    SparseVector vector =
        new TfIdf(tokenizer(), List.of("good", "film", "film")).vector("good film");
    double rare = Math.log(4.0 / 2) + 1;
    double common = Math.log(4.0 / 3) + 1;
    double length = Math.hypot(rare, common);
    assertThat(vector.numbers().values())
        .satisfiesExactlyInAnyOrder(
            number -> assertThat(number).isCloseTo(rare / length, within(1e-12)),
            number -> assertThat(number).isCloseTo(common / length, within(1e-12)));
  }

  @Test
  void aWordThatStandsTwiceCountsTwice() {
    SparseVector vector = new TfIdf(tokenizer(), List.of("good", "day")).vector("good day good");
    assertThat(vector.numbers().values())
        .satisfiesExactlyInAnyOrder(
            number -> assertThat(number).isCloseTo(2 / Math.sqrt(5), within(1e-12)),
            number -> assertThat(number).isCloseTo(1 / Math.sqrt(5), within(1e-12)));
  }

  @Test
  void theOrderOfNeighboursCountsAndWhatIsNewIsLeftOut() {
    TfIdf learned = new TfIdf(tokenizer(), TEXTS);
    assertThat(learned.vector("good film")).isNotEqualTo(learned.vector("film good"));
    assertThat(learned.vector("film good").numbers()).hasSize(2);
    assertThat(learned.vector("").numbers()).isEmpty();
  }
}
