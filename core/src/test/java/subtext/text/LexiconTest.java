package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.CorruptFileException;

class LexiconTest {
  private static final List<String> TEXTS =
      List.of(
          "the theme of the thesis isn't the x-rayed team's",
          "5/6 of (all) teams, 12 the-mes; naïve!",
          "a b (a)b 7th",
          "Bonjour\u00a0! «\u00a0oui\u00a0» dogs' stop");

  private static Tokenizer tokenizer(List<String> texts) {
    TokensConfig config =
        new TokensConfig(
            TokenKind.BPE,
            280,
            1,
            40,
            new Normalization(Normalization.Form.NONE, false, Normalization.Script.AS_IS));
    return Tokenizers.train(config, texts.stream());
  }

  private static Lexicon lexicon(Tokenizer tokenizer) {
    return Objects.requireNonNull(tokenizer.lexicon());
  }

  private static Set<String> pieces(Tokenizer tokenizer, String text) {
    Set<String> pieces = new HashSet<>();
    Pieces.split(BytePairTokenizer.prepare(tokenizer.config(), text), pieces::add);
    return pieces;
  }

  private static boolean[] allowed(Tokenizer tokenizer, Lexicon.Place place) {
    float[] scores = new float[tokenizer.size() + 1];
    place.allow(scores, 1, 100);
    boolean[] allowed = new boolean[tokenizer.size()];
    for (int token = 0; token < allowed.length; token++) {
      allowed[token] = scores[token + 1] == 0;
    }
    return allowed;
  }

  @Test
  void everyTextThatItWasMadeOfCanBeWritten() {
    Tokenizer tokenizer = tokenizer(TEXTS);
    for (String text : TEXTS) {
      Lexicon.Place place = lexicon(tokenizer).start();
      for (int token : tokenizer.encode(text)) {
        assertThat(allowed(tokenizer, place)[token]).as(tokenizer.token(token)).isTrue();
        place = place.after(token);
      }
      assertThat(place.isAfterWord()).isTrue();
    }
  }

  @Test
  void whateverIsWrittenIsMadeOfItsWords() {
    Tokenizer tokenizer = tokenizer(TEXTS);
    Set<String> words = new HashSet<>();
    TEXTS.forEach(text -> words.addAll(pieces(tokenizer, text)));
    Random random = new Random(1);
    for (int n = 0; n < 2000; n++) {
      int[] written = randomText(tokenizer, random);
      String text = tokenizer.decode(written);
      assertThat(words).as(text).containsAll(pieces(tokenizer, text));
      assertThat(tokenizer.encode(text)).as(text).isEqualTo(written);
    }
  }

  private static int[] randomText(Tokenizer tokenizer, Random random) {
    int[] tokens = new int[60];
    int length = 0;
    Lexicon.Place place = lexicon(tokenizer).start();
    do {
      boolean[] allowed = allowed(tokenizer, place);
      int token = random.nextInt(allowed.length);
      while (!allowed[token]) {
        token = (token + 1) % allowed.length;
      }
      tokens[length++] = token;
      place = place.after(token);
    } while (length < 10 || !place.isAfterWord());
    return Arrays.copyOf(tokens, length);
  }

  @Test
  void aTokenThatMayNotComeLeadsNowhere() {
    Tokenizer tokenizer = tokenizer(List.of("the", "the"));
    Lexicon.Place place = lexicon(tokenizer).start();
    assertThatThrownBy(() -> place.after(tokenizer.encode("x")[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textWithoutSpacesAndOtherTokenizersHaveNone() {
    assertThat(tokenizer(List.of("春眠不觉晓", "处处闻啼鸟 abc")).lexicon()).isNull();
    assertThat(tokenizer(List.of("हिन्दी में लिखा")).lexicon()).isNull();
    assertThat(tokenizer(List.of("acgt".repeat(30))).lexicon()).isNull();
    assertThat(tokenizer(List.of("나는 학교에 간다")).lexicon()).isNotNull();
    TokensConfig words = new TokensConfig(TokenKind.WORD, 9, 1, 40, Normalization.DEFAULT);
    assertThat(Tokenizers.train(words, Stream.of("a b")).lexicon()).isNull();
  }

  @Test
  void moreTextsAddTheirWords(@TempDir Path folder) {
    Tokenizer before = tokenizer(List.of("the cat", "the dog"));
    Tokenizer after = Tokenizers.extend(before, Stream.of("a cow"));
    Tokenizers.save(after, folder);
    assertThat(canWrite(before, "the cow")).isFalse();
    assertThat(canWrite(after, "the cow")).isTrue();
    assertThat(canWrite(Tokenizers.load(folder), "the cow")).isTrue();
    assertThat(canWrite(Tokenizers.load(folder), "the cows")).isFalse();
  }

  @Test
  void textsWithoutSpacesTakeTheLexiconAway() {
    Tokenizer before = tokenizer(List.of("the cat", "the dog"));
    assertThat(Tokenizers.extend(before, Stream.of("春眠不觉晓")).lexicon()).isNull();
  }

  private static boolean canWrite(Tokenizer tokenizer, String text) {
    Lexicon.@Nullable Place place = lexicon(tokenizer).start();
    for (int token : tokenizer.encode(text)) {
      if (!allowed(tokenizer, place)[token]) {
        return false;
      }
      place = place.after(token);
    }
    return place.isAfterWord();
  }

  @Test
  void aWordsFileThatIsNotWholeIsCorrupt(@TempDir Path folder) throws Exception {
    Tokenizers.save(tokenizer(TEXTS), folder);
    Path file = folder.resolve("words.txt.gz");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> Tokenizers.load(folder))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("words.txt.gz");
  }
}
