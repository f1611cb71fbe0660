package subtext.serve;

import java.util.List;
import subtext.model.LabelledVae;
import subtext.use.Classify;
import subtext.use.Model;

/** Texts to their labels. */
final class ClassifyVerb {
  private ClassifyVerb() {}

  record Request(@About(value = "What to label.", mostItems = Bounds.TEXTS) List<String> texts) {}

  record Answer(List<Classify.Labelled> labelled) {}

  record Labels() implements Joint<Classify.Labelled> {
    @Override
    public List<Classify.Labelled> all(Model model, List<String> texts, long[] examples) {
      return new Classify(model).classify(texts, examples);
    }
  }

  static Verb<Request, Answer> verb() {
    return new Verb<>(
        "classify",
        "Texts to their labels, with calibrated probabilities.",
        Request.class,
        Answer.class,
        able -> able.model().network() instanceof LabelledVae,
        (request, model) -> new Work.Joined<>(new Labels(), request.texts(), Answer::new));
  }
}
