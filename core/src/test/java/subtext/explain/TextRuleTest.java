package subtext.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextRuleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "LENGTH|one two three four five six seven eight|false",
        "LENGTH|one two three four five six seven eight nine|true",
        "LENGTH|白日依山尽黄河入|false",
        "LENGTH|白日依山尽黄河入海流|true",
        "NEGATION|he knows nothing|true",
        "NEGATION|she doesn't care|true",
        "NEGATION|the knot is tight|false",
        "NEGATION|我不知道|true",
        "NEGATION|我知道|false",
        "QUESTION|who is it?|true",
        "QUESTION|\"Is it?\"|true",
        "QUESTION|do you see|true",
        "QUESTION|do not go|false",
        "QUESTION|你好吗|true",
        "QUESTION|你好吗？|true",
        "QUESTION|what a day|false",
        "TENSE|he walked home|true",
        "TENSE|they went home|true",
        "TENSE|we need speed|",
        "TENSE|he is home|false",
        "TENSE|he has walked|true",
        "TENSE|the red house|"
      })
  void rulesSayWhatTheyAreDescribedToSay(TextRule rule, String text, Boolean has) {
    assertThat(rule.of(text)).isEqualTo(has);
  }
}
