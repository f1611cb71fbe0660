package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.eval.AskedQuestion;
import subtext.eval.AskedQuestion.Candidate;

class AnswerBaselineTest {
  /** Of the first question one sentence shares words, of the second none: half of a right order. */
  @Test
  void sharedWordsRankAndTiesAreTheMeanOfTheirOrders() throws IOException {
    AskedQuestion river =
        new AskedQuestion(
            "where does the river flow",
            List.of(
                new Candidate("cats sleep", 1, 3, false),
                new Candidate("the river is long", 2, 2, true),
                new Candidate("a dog ran", 3, 1, false)));
    AskedQuestion author =
        new AskedQuestion(
            "who wrote it",
            List.of(new Candidate("nobody", 4, 2, true), new Candidate("sheep", 5, 1, false)));
    assertThat(AnswerBaseline.of(List.of(river, author)))
        .containsExactly(
            entry("bm25_map", (1 + 0.75) / 2),
            entry("bm25_mrr", (1 + 0.75) / 2),
            entry("bm25_p_at_1", (1 + 0.5) / 2));
  }
}
