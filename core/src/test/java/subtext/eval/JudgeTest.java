package subtext.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.metric.Interval;
import subtext.model.TinyModels;
import subtext.text.Columns;
import subtext.use.Model;
import subtext.use.Score;
import subtext.use.TinyModel;

class JudgeTest {
  private static final Model MODEL = TinyModel.languageModel();

  @TempDir Path folder;

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private Perplexity read(List<String> texts) throws IOException {
    Path file = Files.write(folder.resolve("texts.txt"), texts);
    return new Judge(MODEL.network(), MODEL.tokenizer(), folder)
        .read(Portion.whole(file, Columns.FIRST));
  }

  @Test
  void perplexityIsOfTheNatsThatScoreGives() throws IOException {
    List<String> texts = TinyModels.sentences(60);
    List<Score.Scored> scored = new Score(MODEL).score(Score.Request.of(texts));
    double nats = scored.stream().mapToDouble(Score.Scored::nats).sum();
    long tokens = scored.stream().mapToLong(Score.Scored::tokens).sum();
    Perplexity found = read(texts);
    assertThat(found.nats().count()).isEqualTo(60);
    assertThat(found.nats().mean()).isCloseTo(nats / 60, within(1e-4));
    assertThat(found.tokens()).isEqualTo(tokens);
    assertThat(found.perToken()).isCloseTo(Math.exp(nats / tokens), within(1e-3));
    assertThat(found.words()).isEqualTo(tokens); // each word is a token of this tokeniser
  }

  @Test
  void wordsAreThoseOfTheTextWhateverItsTokensAndOfTheBeginningOfACutOne() throws IOException {
    assertThat(read(List.of("a b", " a  don't-know, c ")).words()).isEqualTo(3 + 4);
    assertThat(read(List.of("床前 a")).words()).isEqualTo(4);
    Perplexity cut = read(List.of("a ".repeat(50)));
    assertThat(cut.tokens()).isEqualTo(21);
    assertThat(cut.words()).isEqualTo(21);
  }

  @Test
  void aTextWithoutATokenIsNotReadAndNoOtherTakesItsPlace() throws IOException {
    List<String> texts = List.of("a b c", "a ".repeat(50));
    Perplexity found = read(List.of("\u00a0", texts.get(0), "\u00a0", texts.get(1)));
    assertThat(found).isEqualTo(read(texts));
    assertThat(found.words()).isEqualTo(4 + 21);
  }

  @Test
  void perplexityAWordIsHigherWhereWordsHaveSeveralTokens() {
    Perplexity found = new Perplexity(new Interval(6 * Math.log(2), 0.1, 10), 60, 30);
    assertThat(found.perToken()).isCloseTo(2, within(1e-12));
    assertThat(found.perWord()).isCloseTo(4, within(1e-12));
  }

  @Test
  void noTextAndAModelWithALatentVariableAreRefused() {
    List<String> none = new ArrayList<>();
    assertThatThrownBy(() -> read(none)).isInstanceOf(InputException.class);
    try (Model vae = TinyModel.vae()) {
      assertThatThrownBy(() -> new Judge(vae.network(), vae.tokenizer(), folder))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("not a language model");
    }
  }
}
