package subtext.serve;

import java.util.List;
import subtext.use.Topics;

/** The topics of a topic model, and those of documents. */
final class TopicsVerb {
  private TopicsVerb() {}

  record Request(
      @About(value = "Words of each topic.", byDefault = "10", least = 1, most = 1000) int words) {}

  record Answer(List<Topics.Topic> topics) {}

  record DocumentsRequest(
      @About(value = "Documents.", mostItems = Bounds.TEXTS) List<String> texts) {}

  /**
   * What a document is about.
   *
   * @param shares of the topics in their order, which add up to 1
   * @param knownWords of the document that the model's vocabulary holds
   * @param cut whether they were more than the model reads
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Document(String text, float[] shares, int knownWords, boolean cut) {
    static Document of(Topics.Document found) {
      return new Document(found.text(), found.shares(), found.knownWords(), found.cut());
    }
  }

  record DocumentsAnswer(List<Document> documents) {}

  static Verb<Request, Answer> topics() {
    return new Verb<>(
        "topics",
        "The topics of the model, each with its first words.",
        Request.class,
        Answer.class,
        Abilities::hasTopics,
        Verb.Planner.alone(
            request -> model -> new Answer(new Topics(model).topics(request.words()))));
  }

  static Verb<DocumentsRequest, DocumentsAnswer> documents() {
    return new Verb<>(
        "topics/documents",
        "What documents are about: the shares of the topics.",
        DocumentsRequest.class,
        DocumentsAnswer.class,
        Abilities::hasTopics,
        Verb.Planner.alone(
            request ->
                model ->
                    new DocumentsAnswer(
                        new Topics(model)
                            .documents(request.texts()).stream().map(Document::of).toList())));
  }
}
