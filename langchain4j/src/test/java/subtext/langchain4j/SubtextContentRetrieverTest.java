package subtext.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.aggregator.ReciprocalRankFuser;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverListener;
import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverResponseContext;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.CosineSimilarity;
import dev.langchain4j.store.embedding.RelevanceScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.search.CorpusSearch;
import subtext.search.WordIndex;
import subtext.text.Columns;
import subtext.text.Line;
import subtext.use.Model;

/** LangChain4j ships no tests that a retriever must pass; these are those of its Javadoc. */
class SubtextContentRetrieverTest {
  private static final List<String> TEXTS =
      List.of(
          "the team is a unit",
          "he plays the violin",
          "the soup was cold",
          "she plays the piano",
          "a cold winter night");

  @TempDir static Path folder;
  private static Model model;
  private static CorpusSearch search;
  private static WordIndex index;

  @BeforeAll
  static void open() throws IOException {
    model = Model.load(EmbeddingModelConformanceTest.SHIPPED);
    Path corpus = Files.write(folder.resolve("corpus.txt"), TEXTS);
    Portion lines = Portion.whole(corpus, Columns.FIRST);
    search = CorpusSearch.open(model, lines, folder.resolve("vectors"), (done, all) -> {});
    try (Stream<Line> each = lines.lines()) {
      index = WordIndex.of(each);
    }
  }

  @AfterAll
  static void close() throws IOException {
    index.close();
    search.close();
    model.close();
  }

  private static List<Content> byVectors(String query, int most, double least) {
    return SubtextContentRetriever.byVectors(search, new Retrieval(most, least))
        .retrieve(Query.from(query));
  }

  private static List<Content> byWords(String query, int most, double least) {
    return SubtextContentRetriever.byWords(index, new Retrieval(most, least))
        .retrieve(Query.from(query));
  }

  private static double score(Content content) {
    return content.metadata().get(ContentMetadata.SCORE) instanceof Double score
        ? score
        : Double.NaN;
  }

  private static String text(Content content) {
    return content.textSegment().text();
  }

  @Test
  void vectorsFindTheBestFirstAndTheScoreIsLangChainsOfTheCosine() {
    List<Content> found = byVectors("he plays the violin", 5, 0);
    assertThat(found).hasSize(5);
    assertThat(text(found.getFirst())).isEqualTo("he plays the violin");
    assertThat(found)
        .isSortedAccordingTo(
            Comparator.comparingDouble(SubtextContentRetrieverTest::score).reversed());
    SubtextEmbeddingModel embed = new SubtextEmbeddingModel(model);
    for (Content each : found) {
      double cosine =
          CosineSimilarity.between(
              embed.embed("he plays the violin").content(),
              embed.embed(each.textSegment()).content());
      assertThat(score(each))
          .as(text(each))
          .isCloseTo(RelevanceScore.fromCosineSimilarity(cosine), within(1e-4));
    }
  }

  @Test
  void wordsFindWhatHasThem() {
    List<Content> found = byWords("a cold soup", 5, 0);
    assertThat(found)
        .extracting(SubtextContentRetrieverTest::text)
        .containsExactlyInAnyOrder(
            "the soup was cold", "a cold winter night", "the team is a unit");
    assertThat(found).allMatch(each -> score(each) > 0);
    assertThat(byWords("zebra", 5, 0)).isEmpty();
  }

  @Test
  void aContentHasTheNumberOfItsLine() {
    assertThat(byWords("piano", 1, 0).getFirst().textSegment().metadata().getLong("line"))
        .isEqualTo(4);
    assertThat(byVectors("she plays the piano", 1, 0).getFirst().textSegment().metadata().toMap())
        .containsOnly(Map.entry(SubtextContentRetriever.LINE, 4L));
  }

  @Test
  void noMoreThanWereAskedForAndNoneBelowTheLeastScore() {
    assertThat(byVectors("a cold night", 2, 0)).hasSize(2);
    List<Content> all = byVectors("a cold night", 5, 0);
    double third = score(all.get(2));
    assertThat(byVectors("a cold night", 5, third)).isEqualTo(all.subList(0, 3));
    assertThat(byWords("cold", 5, 1000)).isEmpty();
  }

  @Test
  void ofAQueryInAnotherScriptNothingIsFound() {
    assertThat(byVectors("雨下得很大", 5, 0)).isEmpty();
  }

  @Test
  void whatBothWaysFindIsOneContent() {
    List<Content> vectors = byVectors("he plays the violin", 5, 0);
    List<Content> words = byWords("he plays the violin", 5, 0);
    assertThat(ReciprocalRankFuser.fuse(List.of(vectors, words)))
        .hasSize(5)
        .first()
        .extracting(SubtextContentRetrieverTest::text)
        .isEqualTo("he plays the violin");
  }

  @Test
  void listenersHearWhatWasFound() {
    List<Content> heard = new ArrayList<>();
    ContentRetriever listening =
        SubtextContentRetriever.byWords(index, Retrieval.DEFAULT)
            .addListener(
                new ContentRetrieverListener() {
                  @Override
                  public void onResponse(ContentRetrieverResponseContext context) {
                    heard.addAll(context.contents());
                  }
                });
    assertThat(listening.retrieve(Query.from("cold"))).hasSize(2).isEqualTo(heard);
  }

  @Test
  void askingForNothingIsRefused() {
    assertThatThrownBy(() -> new Retrieval(0, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("most: 0");
    assertThatThrownBy(() -> new Retrieval(1, Double.NaN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("leastScore");
  }
}
