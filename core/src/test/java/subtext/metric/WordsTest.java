package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void wordsAreLowerCaseWithoutPunctuation() {
    assertThat(Words.of("“Don’t!” he said -- 'twice', in 1984."))
        .containsExactly("don't", "he", "said", "twice", "in", "1984");
  }

  @Test
  void anApostropheAtTheEndIsNoPartOfAWord() {
    assertThat(Words.of("dogs' rock 'n'")).containsExactly("dogs", "rock", "n");
  }

  @Test
  void scriptsWithoutSpacesGiveOneWordACharacter() {
    assertThat(Words.of("春眠不覺曉,Java 21 好。"))
        .containsExactly("春", "眠", "不", "覺", "曉", "java", "21", "好");
    assertThat(Words.of("ㄅㄆ東京タワー ภาษา"))
        .containsExactly("ㄅ", "ㄆ", "東", "京", "タ", "ワ", "ー", "ภ", "า", "ษ", "า");
  }

  @Test
  void combiningMarksStayWithTheirLetter() {
    assertThat(Words.of("re\u0301sume\u0301 हिन्दी"))
        .containsExactly("re\u0301sume\u0301", "हिन्दी");
  }

  @Test
  void contentLeavesOutFunctionWordsAndPossessives() {
    assertThat(Words.content("The team's captain is one of us, and <unk> isn't."))
        .containsExactly("team", "captain");
  }

  @Test
  void charactersOfScriptsWithoutSpacesAreSetApartAndNothingElse() {
    assertThat(Words.spaced("床前 moon-light, ok")).isEqualTo(" 床  前  moon-light, ok");
  }
}
