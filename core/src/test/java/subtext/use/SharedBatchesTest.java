package subtext.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import subtext.decoder.Decoding;
import subtext.error.InputException;
import subtext.model.TinyModels;

/**
 * What those need who answer many requests with one model: shared batches, and tokens as they come.
 */
class SharedBatchesTest {
  private static final Model MODEL = TinyModel.vae();
  private static final List<String> TEXTS = TinyModels.sentences(3);

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @Test
  void theNoiseOfATextIsThatOfItsPlaceInItsOwnRequest() {
    Score score = new Score(MODEL);
    List<Score.Scored> first = score.score(new Score.Request(TEXTS, 3, 7));
    List<Score.Scored> other = score.score(new Score.Request(TEXTS.subList(1, 3), 3, 7));
    List<String> both = Stream.concat(TEXTS.stream(), TEXTS.subList(1, 3).stream()).toList();
    List<Score.Scored> shared =
        score.score(new Score.Request(both, 3, 7), new long[] {0, 1, 2, 0, 1});
    for (int n = 0; n < both.size(); n++) {
      double alone = (n < 3 ? first.get(n) : other.get(n - 3)).nats();
      assertThat(shared.get(n).nats()).isCloseTo(alone, within(1e-4));
    }
    assertThat(shared.get(1).nats()).isNotCloseTo(shared.get(3).nats(), within(1e-4));
    assertThatThrownBy(() -> new Encode(MODEL).encode(TEXTS, new long[] {0}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("examples");
  }

  @Test
  void tokensThatAreHeardAreThoseOfTheSentences() {
    Generate.Request request = new Generate.Request(5, Writing.DEFAULT, null, false);
    Map<Long, int[]> heard = new TreeMap<>();
    List<Generate.Sample> samples =
        new Generate(MODEL)
            .generate(
                request,
                (example, token) ->
                    heard.merge(
                        example,
                        new int[] {token},
                        (a, b) -> Stream.of(a, b).flatMapToInt(IntStream::of).toArray()));
    assertThat(heard.keySet()).containsExactly(0L, 1L, 2L, 3L, 4L);
    heard.forEach(
        (example, tokens) ->
            assertThat(MODEL.tokenizer().decode(tokens))
                .isEqualTo(samples.get(example.intValue()).text()));
  }

  @Test
  void whoListensCanEndTheWriting() {
    Generate.Request request = new Generate.Request(2, Writing.DEFAULT, null, false);
    assertThatThrownBy(
            () ->
                new Generate(MODEL)
                    .generate(
                        request,
                        (example, token) -> {
                          throw new IllegalStateException("enough");
                        }))
        .hasMessage("enough");
    Writing search = Writing.by(new Decoding.Beam(2, 0));
    assertThat(
            new Generate(MODEL)
                .generate(
                    new Generate.Request(1, search, null, false),
                    (example, token) -> {
                      throw new IllegalStateException("a search tells of no token");
                    }))
        .hasSize(1);
  }
}
