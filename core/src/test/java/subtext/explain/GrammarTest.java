package subtext.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.use.Model;
import subtext.use.TinyModel;

class GrammarTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 0 0 0 0 0|the dog sees the ball",
        "0 1 0 0 0 0 1|the dogs see the ball today",
        "1 0 2 1 0 1 0|the boy took the house",
        "1 1 2 0 1 1 2|the boys do not take the house often",
        "2 0 7 0 1 7 0|the girl does not sell the lamp",
        "2 1 7 1 1 7 4|the girls did not sell the lamp here"
      })
  void factorsMakeASentence(String factors, String text) {
    int[] values = List.of(factors.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
    assertThat(Grammar.text(values)).isEqualTo(text);
  }

  @Test
  void factorsAreDrawnEvenlyAndFewerSentencesAreTheFirstOfMore() {
    List<Grammar.Sentence> many = Grammar.sentences(5000, 1);
    assertThat(Grammar.sentences(10, 1))
        .extracting(Grammar.Sentence::text)
        .isEqualTo(many.subList(0, 10).stream().map(Grammar.Sentence::text).toList());
    for (int k = 0; k < Grammar.FACTORS.size(); k++) {
      int factor = k;
      int choices = Grammar.FACTORS.get(k).values().size();
      for (int value = 0; value < choices; value++) {
        int wanted = value;
        double count =
            many.stream().filter(each -> each.factors()[factor] == wanted).count() * choices;
        assertThat(count / many.size()).isBetween(0.85, 1.15);
      }
    }
    assertThat(many).allMatch(each -> each.text().equals(Grammar.text(each.factors())));
  }

  @Test
  void aModelIsMeasuredOnAllFactors() {
    try (Model model = TinyModel.vae()) {
      Disentanglement.Measured found =
          new Disentanglement(model).measure(new Disentanglement.Request(500, 1));
      assertThat(found.factors())
          .extracting(Disentanglement.Factor::name)
          .containsExactly("subject", "number", "verb", "tense", "negation", "object", "adverb");
      assertThat(found.mig()).isBetween(0.0, 1.0);
      assertThat(found.factors())
          .allMatch(each -> each.information() >= each.secondInformation())
          .allMatch(each -> each.dimension() != each.second());
    }
  }
}
