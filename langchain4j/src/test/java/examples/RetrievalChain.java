package examples;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.query.Metadata;
import dev.langchain4j.rag.query.router.DefaultQueryRouter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import subtext.data.Portion;
import subtext.langchain4j.Retrieval;
import subtext.langchain4j.SubtextContentRetriever;
import subtext.langchain4j.SubtextScoringModel;
import subtext.search.CorpusSearch;
import subtext.search.WordIndex;
import subtext.text.Columns;
import subtext.text.Line;
import subtext.use.Model;

/**
 * A question is answered from a file of sentences: found by their vectors and by their words,
 * ranked by a model that finds answers, and put before a chat model.
 */
public final class RetrievalChain {
  private RetrievalChain() {}

  /**
   * Prints the answer.
   *
   * @param arguments a model of sentences, a model that finds answers, a file with one sentence a
   *     line, a folder for the vectors, and a question
   */
  public static void main(String[] arguments) throws IOException {
    Portion corpus = Portion.whole(Path.of(arguments[2]), Columns.FIRST);
    try (Model sentences = Model.load(Path.of(arguments[0]));
        Model answers = Model.load(Path.of(arguments[1]));
        CorpusSearch vectors =
            CorpusSearch.open(sentences, corpus, Path.of(arguments[3]), (done, all) -> {});
        Stream<Line> lines = corpus.lines();
        WordIndex words = WordIndex.of(lines)) {
      RetrievalAugmentor augmentor =
          DefaultRetrievalAugmentor.builder()
              .queryRouter(
                  new DefaultQueryRouter(
                      SubtextContentRetriever.byVectors(vectors, new Retrieval(20, 0)),
                      SubtextContentRetriever.byWords(words, new Retrieval(20, 0))))
              .contentAggregator(
                  ReRankingContentAggregator.builder()
                      .scoringModel(new SubtextScoringModel(answers))
                      .maxResults(3)
                      .build())
              .build();

      UserMessage question = UserMessage.from(arguments[4]);
      Metadata metadata = Metadata.from(question, /* chatMemoryId= */ null, List.of());
      ChatMessage augmented =
          augmentor.augment(new AugmentationRequest(question, metadata)).chatMessage();

      ChatModel chat = new QuotingChatModel(); // any of LangChain4j's
      System.out.println(chat.chat(augmented).aiMessage().text());
    }
  }
}
