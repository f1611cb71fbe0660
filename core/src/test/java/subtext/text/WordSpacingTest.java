package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordSpacingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "How big is that part, compared to the whole?",
        "She said \"come in\" (twice) and 'sit down'.",
        "It isn't the dogs' bowl... or is it?!",
        "a well-known fact: $5.00 or 10% off; see www.example.com",
        "a board 6' long",
        "'tis a sin (\"Copyright",
        "`red' is said of `the apple is red'",
        "He -- and she -- left",
        "春眠不觉晓，处处闻啼鸟。",
        "他说：“我用Java写了3个程序。”",
        "안녕하세요, 세계!",
        "東京タワーへ行きました。",
        "ฉันรักภาษาไทย",
        "C’est l’été «vraiment»",
        "¿Qué hora es?",
        "👩‍👩‍👧 family",
      })
  void wordsJoinAsPeopleWriteThem(String text) {
    Words words = new Words();
    assertThat(words.join(words.split(text))).isEqualTo(text.replace(" -- ", "--"));
  }
}
