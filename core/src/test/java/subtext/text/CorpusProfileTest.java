package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusProfileTest {
  private static CorpusProfile of(String... texts) {
    return CorpusProfile.of(Stream.of(texts));
  }

  @Test
  void wordsStandBetweenSpaces() {
    CorpusProfile profile = of("the cat sleeps", "  a   dog, too ", "yes");
    assertThat(profile).isEqualTo(new CorpusProfile(3, 7, 23, 0, 22, 0, 0, 2));
    assertThat(profile.isSpaced()).isTrue();
    assertThat(profile.meanUnits()).isEqualTo(7 / 3.0);
  }

  @Test
  void charactersCountWhereScriptsHaveNoSpaces() {
    CorpusProfile profile = of("床前明月光。", "疑是 A 地上霜", "𠮷野家");
    assertThat(profile).isEqualTo(new CorpusProfile(3, 5, 15, 14, 14, 13, 0, 0));
    assertThat(profile.isSpaced()).isFalse();
    assertThat(profile.meanUnits()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "the king of the hill and a dog in the rain, en, true",
    "床前明月光。, zh, false",
    "他用 Java 写代码, zh, false",
    "これはペンです, und, false",
    "東京都庁舎展望室入口へ, und, false",
    "der König auf dem Hügel und ein Hund, und, true",
    "나는 학교에 갑니다, und, true",
    "ฉันรักภาษาไทย, und, false",
    "42, und, true"
  })
  void languageAndSpacing(String text, String language, boolean spaced) {
    assertThat(of(text).language()).isEqualTo(language);
    assertThat(of(text).isSpaced()).isEqualTo(spaced);
  }

  @Test
  void nothingHasNoLength() {
    assertThat(of().meanUnits()).isZero();
    assertThat(of().language()).isEqualTo("und");
  }
}
