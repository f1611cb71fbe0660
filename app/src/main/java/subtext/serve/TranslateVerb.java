package subtext.serve;

import java.util.List;
import subtext.error.InputException;
import subtext.model.TranslationVae;
import subtext.use.Model;
import subtext.use.Translate;

/** Texts to their translations. */
final class TranslateVerb {
  private TranslateVerb() {}

  record Request(
      @About(value = "What to translate.", mostItems = Bounds.SAMPLES) List<String> texts,
      @About(
              value = "Different translations of each text, each from a z of its own.",
              byDefault = "1",
              least = 1,
              most = Bounds.SAMPLES)
          int best,
      DecodingFields decoding) {}

  record Answer(List<Translate.Translation> translations) {}

  static Verb<Request, Answer> verb() {
    return new Verb<>(
        "translate",
        "Texts to their translations, the best first; a search with 5 if nothing else is asked.",
        Request.class,
        Answer.class,
        able -> able.model().network() instanceof TranslationVae,
        Verb.Planner.alone(request -> model -> answer(request, model)));
  }

  private static Answer answer(Request request, Model model) {
    if (request.decoding().newWords()) {
      throw new InputException(
          "new_words: translations may hold any words, as names and numbers are; leave it out");
    }
    return new Answer(
        new Translate(model)
            .translate(
                new Translate.Request(
                    request.texts(),
                    request.best(),
                    request.decoding().writing(model, Translate.USUAL))));
  }
}
