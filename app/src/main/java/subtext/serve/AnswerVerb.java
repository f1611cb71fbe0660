package subtext.serve;

import java.util.List;
import subtext.model.AnswerVae;
import subtext.use.Answer;

/** Which sentences answer a question. */
final class AnswerVerb {
  private AnswerVerb() {}

  record Request(
      @About("What to answer.") String question,
      @About(value = "Where the answer is looked for.", mostItems = Bounds.TEXTS)
          List<String> sentences) {}

  static Verb<Request, Answer.Found> verb() {
    return new Verb<>(
        "answer",
        "Sentences in the order in which they answer a question.",
        Request.class,
        Answer.Found.class,
        able -> able.model().network() instanceof AnswerVae,
        Verb.Planner.alone(
            request -> model -> new Answer(model).rank(request.question(), request.sentences())));
  }
}
