package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import subtext.text.Normalization.Form;
import subtext.text.Normalization.Script;

/** Hugging Face's own library reads our files and gives the same ids and texts. */
class HuggingFaceTest {
  private static final List<String> TEXTS =
      List.of(
          "the team is a unit, isn't it? I'll say they've  two  spaces ",
          "\tThe THEME of the thesis: 3.14159 and 1,000,000!!!",
          "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。",
          "café, cafe\u0301; ﬁne ½ — Ωμέγα, мир, 안녕하세요, ไทย 👩‍👩‍👧");

  @TempDir Path folder;

  @BeforeAll
  static void stayOffTheNetwork() {
    System.setProperty("ai.djl.offline", "true");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void bytePairsHaveTheSameIdsAndTexts(Form form) throws IOException {
    Tokenizer ours = train(TokenKind.BPE, new Normalization(form, form == Form.NFKC, Script.AS_IS));
    try (HuggingFaceTokenizer theirs = theirs(ours)) {
      RandomText random = new RandomText(7);
      Stream.concat(TEXTS.stream(), Stream.generate(() -> random.next(80)).limit(500))
          .forEach(text -> assertSame(ours, theirs, text));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TokenKind.class,
      names = {"CHARACTER", "WHITESPACE"})
  void charactersAndSpacedWordsHaveTheSameIdsAndTexts(TokenKind kind) throws IOException {
    Tokenizer ours = train(kind, Normalization.DEFAULT);
    try (HuggingFaceTokenizer theirs = theirs(ours)) {
      TEXTS.forEach(text -> assertSame(ours, theirs, text));
    }
  }

  private static void assertSame(Tokenizer ours, HuggingFaceTokenizer theirs, String text) {
    int[] ids = ours.encode(text);
    Encoding encoding = theirs.encode(text, false, false);
    assertThat(Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray())
        .as(text)
        .isEqualTo(ids);
    assertThat(theirs.decode(encoding.getIds())).isEqualTo(ours.decode(ids));
  }

  private HuggingFaceTokenizer theirs(Tokenizer ours) throws IOException {
    Tokenizers.save(ours, folder);
    return HuggingFaceTokenizer.newInstance(folder);
  }

  private static Tokenizer train(TokenKind kind, Normalization normalization) {
    return Tokenizers.train(new TokensConfig(kind, 500, 1, 100, normalization), TEXTS.stream());
  }
}
