package subtext.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;
import subtext.use.Encode;
import subtext.use.Model;

/** What LangChain4j's own tests leave open. */
class SubtextEmbeddingModelTest {
  @TempDir Path folder;
  private static Model model;

  @BeforeAll
  static void load() {
    model = Model.load(EmbeddingModelConformanceTest.SHIPPED);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void vectorsAreTheMeansOfThePosteriorsInTheOrderOfTheTexts() {
    List<String> texts = List.of("a violin", "he plays the violin every night", "soup");
    List<Embedding> found =
        new SubtextEmbeddingModel(model)
            .embedAll(texts.stream().map(TextSegment::from).toList())
            .content();
    List<Encode.Encoding> expected = new Encode(model).encode(texts);
    assertThat(found).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(found.get(i).vector()).as(texts.get(i)).isEqualTo(expected.get(i).mean());
    }
  }

  /** Batches are of 64; which texts stand beside one may move its last digits. */
  @Test
  void manyTextsOfLikeLengthsAreAnsweredInTheirOrder() {
    List<String> texts = List.of("he plays the violin", "the soup was cold");
    SubtextEmbeddingModel embed = new SubtextEmbeddingModel(model);
    List<Embedding> single = texts.stream().map(text -> embed.embed(text).content()).toList();
    List<TextSegment> many =
        Collections.nCopies(70, texts).stream()
            .flatMap(List::stream)
            .map(TextSegment::from)
            .toList();
    List<Embedding> found = embed.embedAll(many).content();
    assertThat(found).hasSize(140);
    for (int i = 0; i < found.size(); i++) {
      assertThat(CosineSimilarity.between(found.get(i), single.get(i % 2)))
          .isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void theAnswerSaysWhichModelGaveItAndOfHowManyTokens() {
    EmbeddingResponse answer =
        new SubtextEmbeddingModel(model)
            .embed(EmbeddingRequest.builder().inputs("he plays the violin", "the soup").build());
    int tokens =
        model.tokenizer().encode("he plays the violin").length
            + model.tokenizer().encode("the soup").length;
    assertThat(answer.modelName()).isEqualTo("quickstart-en");
    assertThat(answer.tokenUsage().inputTokenCount()).isEqualTo(tokens);
    assertThat(answer.tokenUsage().totalTokenCount()).isEqualTo(tokens);
  }

  @Test
  void partsOfAnInputAreOneText() {
    SubtextEmbeddingModel embed = new SubtextEmbeddingModel(model);
    EmbeddingRequest parts =
        EmbeddingRequest.builder()
            .input(TextContent.from("he plays"), TextContent.from("the violin"))
            .build();
    assertThat(embed.embed(parts).embeddings())
        .containsExactly(embed.embed("he plays\nthe violin").content());
  }

  @Test
  void aParameterThatItCannotHonourIsRefusedByName() {
    assertThatThrownBy(
            () ->
                new SubtextEmbeddingModel(model)
                    .embed(EmbeddingRequest.builder().input("a violin").dimensions(4).build()))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("dimensions");
  }

  @Test
  void aModelThatFindsAnswersHasNoVectors() throws Exception {
    try (Model answers = TrainedAnswers.in(folder)) {
      assertThatThrownBy(() -> new SubtextEmbeddingModel(answers))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("finds answers");
    }
  }
}
