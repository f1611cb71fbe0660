package subtext.serve;

import java.util.List;
import subtext.decoder.Decoding;
import subtext.use.Interpolate;
import subtext.use.Model;
import subtext.use.Texts;

/** Sentences between two. */
final class InterpolateVerb {
  private InterpolateVerb() {}

  record Request(
      @About("Where to begin.") String from,
      @About("Where to end.") String to,
      @About(
              value = "Sentences, both ends included.",
              byDefault = "8",
              least = 2,
              most = Bounds.SAMPLES)
          int steps,
      @About(value = "The way between the two vectors.", byDefault = "\"spherical\"")
          Interpolate.Path path,
      DecodingFields decoding) {}

  static Verb<Request, Interpolate.Way> verb() {
    return new Verb<>(
        "interpolate",
        "Sentences on the way from one to another.",
        Request.class,
        Interpolate.Way.class,
        Abilities::isAutoencoder,
        Verb.Planner.alone(request -> model -> answer(request, model)));
  }

  private static Interpolate.Way answer(Request request, Model model) {
    Texts.requireNoBlank(
        List.of(request.from(), request.to()), "is blank: there is no way from or to it");
    return new Interpolate(model)
        .interpolate(
            new Interpolate.Request(
                request.from(),
                request.to(),
                request.steps(),
                request.path(),
                request.decoding().writing(model, new Decoding.Greedy())));
  }
}
