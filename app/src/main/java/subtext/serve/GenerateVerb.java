package subtext.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.latent.SamplingPrior;
import subtext.use.Generate;
import subtext.use.Model;

/** New sentences. */
final class GenerateVerb {
  private GenerateVerb() {}

  record Request(
      @About(value = "How many sentences.", byDefault = "10", least = 1, most = Bounds.SAMPLES)
          int count,
      @About("What z is drawn from. Default: what the model says.") @Nullable SamplingPrior prior,
      @About("The label that they have, of a model that writes by labels.") @Nullable String label,
      @About(value = "Write no sentence twice.", byDefault = "false") boolean diverse,
      @About(
              value = "Answer with server-sent events: token, sample, and done at the end.",
              byDefault = "false")
          boolean stream,
      DecodingFields decoding) {

    Generate.Request of(Model model) {
      return new Generate.Request(count, decoding.sampling(model), prior, diverse, label);
    }
  }

  record Answer(List<Generate.Sample> samples) {}

  static Verb<Request, Answer> verb() {
    return new Verb<>(
        "generate",
        "New sentences: z from the prior, then text from it.",
        Request.class,
        Answer.class,
        Abilities::writes,
        Verb.Planner.alone(
            request -> model -> new Answer(new Generate(model).generate(request.of(model)))));
  }
}
