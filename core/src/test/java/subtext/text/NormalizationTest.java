package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import subtext.text.Normalization.Form;
import subtext.text.Normalization.Script;

class NormalizationTest {
  @Test
  void composedAndDecomposedLettersBecomeOne() {
    assertThat(Normalization.DEFAULT.apply("cafe\u0301")).isEqualTo("café");
    assertThat(new Normalization(Form.NONE, false, Script.AS_IS).apply("cafe\u0301")).hasSize(5);
  }

  @Test
  void smallLettersAreComposedToo() {
    Normalization lower = new Normalization(Form.NFC, true, Script.AS_IS);
    assertThat(lower.apply("J\u030C")).isEqualTo("\u01F0").isEqualTo(lower.apply("\u01F0"));
  }

  @Test
  void compatibilityFormsBecomePlain() {
    assertThat(new Normalization(Form.NFKC, false, Script.AS_IS).apply("ﬁｎｅ①")).isEqualTo("fine1");
  }

  @Test
  void lowerCaseKnowsTheFinalSigma() {
    assertThat(new Normalization(Form.NFC, true, Script.AS_IS).apply("The ΟΔΟΣ"))
        .isEqualTo("the οδος");
  }

  @Test
  void eitherChineseScriptBecomesTheOther() {
    assertThat(new Normalization(Form.NFC, false, Script.SIMPLIFIED).apply("春眠不覺曉，處處聞啼鳥。"))
        .isEqualTo("春眠不觉晓，处处闻啼鸟。");
    assertThat(new Normalization(Form.NFC, false, Script.TRADITIONAL).apply("春眠不觉晓"))
        .isEqualTo("春眠不覺曉");
  }

  @Test
  void halfSurrogatePairsBecomeReplacementCharacters() {
    assertThat(Normalization.DEFAULT.apply("a\uDC00😀\uD83D")).isEqualTo("a\uFFFD😀\uFFFD");
  }
}
