package subtext.serve;

import java.util.List;
import subtext.decoder.Decoding;
import subtext.use.Model;
import subtext.use.Reconstruct;
import subtext.use.Texts;
import subtext.use.Writing;

/** Texts through z and back. */
final class ReconstructVerb {
  private ReconstructVerb() {}

  record Request(
      @About(value = "What to reconstruct.", mostItems = Bounds.SAMPLES) List<String> texts,
      @About(value = "What of the posterior to write from.", byDefault = "\"mean\"")
          Reconstruct.From from,
      DecodingFields decoding) {}

  record Answer(List<Reconstruct.Reconstruction> reconstructions) {}

  /** Greedy writing from the mean draws nothing, so that any texts go together. */
  record Greedily(Writing writing) implements Joint<Reconstruct.Reconstruction> {
    @Override
    public List<Reconstruct.Reconstruction> all(Model model, List<String> texts, long[] examples) {
      return new Reconstruct(model)
          .reconstruct(new Reconstruct.Request(texts, Reconstruct.From.MEAN, writing));
    }
  }

  static Verb<Request, Answer> verb() {
    return new Verb<>(
        "reconstruct",
        "Texts through z and back: what the model kept of them.",
        Request.class,
        Answer.class,
        Abilities::isAutoencoder,
        ReconstructVerb::plan);
  }

  private static Work<Answer> plan(Request request, Loaded loaded) {
    Texts.requireNoBlank(request.texts(), "is blank; leave it out");
    Writing writing = request.decoding().writing(loaded.model(), new Decoding.Greedy());
    if (request.from() == Reconstruct.From.MEAN && writing.decoding() instanceof Decoding.Greedy) {
      return new Work.Joined<>(new Greedily(writing), request.texts(), Answer::new);
    }
    return new Work.Alone<>(
        model ->
            new Answer(
                new Reconstruct(model)
                    .reconstruct(
                        new Reconstruct.Request(request.texts(), request.from(), writing))));
  }
}
