package subtext.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.query.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;
import subtext.use.Answer;
import subtext.use.Model;

/** LangChain4j ships no tests that a scoring model must pass; these are those of its Javadoc. */
class SubtextScoringModelTest {
  private static final String QUESTION = "where is the old river ?";

  private static final List<String> SENTENCES =
      List.of("the tower is in the south", "the river is in the north", "nothing at all");

  @TempDir static Path folder;
  private static Model model;

  @BeforeAll
  static void train() throws IOException {
    model = TrainedAnswers.in(folder);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static List<TextSegment> segments() {
    return SENTENCES.stream().map(TextSegment::from).toList();
  }

  @Test
  void scoresStandInTheOrderOfTheSegmentsAndAreTheProbabilities() {
    List<Double> scores = new SubtextScoringModel(model).scoreAll(segments(), QUESTION).content();
    assertThat(scores).hasSize(3);
    for (Answer.Candidate each : new Answer(model).rank(QUESTION, SENTENCES).candidates()) {
      assertThat(scores.get(each.place())).as(each.sentence()).isEqualTo(each.probability());
    }
    assertThat(scores.get(1)).isGreaterThan(scores.get(0)).isGreaterThan(scores.get(2));
  }

  @Test
  void aSingleTextHasTheScoreThatItHasAmongOthers() {
    SubtextScoringModel score = new SubtextScoringModel(model);
    String text = SENTENCES.get(1);
    Response<Double> single = score.score(text, QUESTION);
    assertThat(single.content())
        .isCloseTo(score.scoreAll(segments(), QUESTION).content().get(1), within(1e-6));
    int tokens = model.tokenizer().encode(text).length + model.tokenizer().encode(QUESTION).length;
    assertThat(single.tokenUsage()).isEqualTo(new TokenUsage(tokens));
  }

  @Test
  void ofNothingThereAreNoScores() {
    assertThat(new SubtextScoringModel(model).scoreAll(List.of(), QUESTION).content()).isEmpty();
  }

  @Test
  void aBlankQuestionIsRefused() {
    assertThatThrownBy(() -> new SubtextScoringModel(model).scoreAll(segments(), " "))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("question is empty");
  }

  @Test
  void contentsAreRankedAnew() {
    ReRankingContentAggregator rank =
        ReRankingContentAggregator.builder()
            .scoringModel(new SubtextScoringModel(model))
            .maxResults(2)
            .build();
    List<Content> retrieved = SENTENCES.stream().map(Content::from).toList();
    List<Content> ranked = rank.aggregate(Map.of(Query.from(QUESTION), List.of(retrieved)));
    assertThat(ranked)
        .extracting(content -> content.textSegment().text())
        .containsExactly(SENTENCES.get(1), SENTENCES.get(0));
    assertThat(ranked)
        .extracting(content -> (Double) content.metadata().get(ContentMetadata.RERANKED_SCORE))
        .allMatch(score -> score > 0 && score < 1);
  }

  @Test
  void aModelThatFindsNoAnswersIsRefused() {
    try (Model vae = Model.load(EmbeddingModelConformanceTest.SHIPPED)) {
      assertThatThrownBy(() -> new SubtextScoringModel(vae))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("does not find answers");
    }
  }
}
