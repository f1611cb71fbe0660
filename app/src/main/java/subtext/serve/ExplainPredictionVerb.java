package subtext.serve;

import org.jspecify.annotations.Nullable;
import subtext.explain.Baseline;
import subtext.explain.ExplainAnswer;
import subtext.explain.ExplainLabel;
import subtext.explain.ExplainTranslation;
import subtext.explain.Method;
import subtext.model.AnswerVae;
import subtext.model.LabelledVae;
import subtext.model.TranslationVae;

/** Which words carry what a model says of a text, and how sure it is of that. */
final class ExplainPredictionVerb {
  private ExplainPredictionVerb() {}

  record LabelRequest(
      @About("What to explain the label of.") String text,
      @About("The label whose log probability words move. Default: the most probable one.")
          @Nullable String label,
      @About(value = ExplainVerb.BASELINE, byDefault = "\"zero\"") Baseline baseline) {}

  static Verb<LabelRequest, ExplainLabel.Explained> label() {
    return new Verb<>(
        "explain/label",
        "A text's label, which words carry it, and its spread over draws of z.",
        LabelRequest.class,
        ExplainLabel.Explained.class,
        able -> able.model().network() instanceof LabelledVae,
        (request, loaded) -> {
          ExplainVerb.requireShort(loaded, "text", request.text());
          return new Work.Alone<>(
              model ->
                  new ExplainLabel(model)
                      .explain(
                          new ExplainLabel.Request(
                              request.text(),
                              request.label(),
                              Method.DEFAULT.with(request.baseline()))));
        });
  }

  record TranslationRequest(
      @About("What to explain the translation of.") String text,
      @About(
              value = "Different translations to show.",
              byDefault = "1",
              least = 1,
              most = Bounds.SAMPLES)
          int best,
      @About(value = ExplainVerb.BASELINE, byDefault = "\"zero\"") Baseline baseline) {}

  static Verb<TranslationRequest, ExplainTranslation.Explained> translation() {
    return new Verb<>(
        "explain/translation",
        "A text's translation, which words carry it, and its spread over draws of z.",
        TranslationRequest.class,
        ExplainTranslation.Explained.class,
        able -> able.model().network() instanceof TranslationVae,
        (request, loaded) -> {
          ExplainVerb.requireShort(loaded, "text", request.text());
          return new Work.Alone<>(
              model ->
                  new ExplainTranslation(model)
                      .explain(
                          new ExplainTranslation.Request(
                              request.text(),
                              request.best(),
                              Method.DEFAULT.with(request.baseline()))));
        });
  }

  record AnswerRequest(
      @About("What is asked.") String question,
      @About("The sentence that may answer it.") String sentence,
      @About(value = ExplainVerb.BASELINE, byDefault = "\"zero\"") Baseline baseline) {}

  static Verb<AnswerRequest, ExplainAnswer.Explained> answer() {
    return new Verb<>(
        "explain/answer",
        "How probably a sentence answers a question, which words carry that, and its spread over"
            + " draws of z.",
        AnswerRequest.class,
        ExplainAnswer.Explained.class,
        able -> able.model().network() instanceof AnswerVae,
        (request, loaded) -> {
          ExplainVerb.requireShort(loaded, "question", request.question());
          ExplainVerb.requireShort(loaded, "sentence", request.sentence());
          return new Work.Alone<>(
              model ->
                  new ExplainAnswer(model)
                      .explain(
                          new ExplainAnswer.Request(
                              request.question(),
                              request.sentence(),
                              Method.DEFAULT.with(request.baseline()))));
        });
  }
}
