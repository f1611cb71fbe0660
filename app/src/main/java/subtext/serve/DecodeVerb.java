package subtext.serve;

import java.util.List;
import subtext.decoder.Decoding;
import subtext.use.Write;

/** Latent vectors to sentences. */
final class DecodeVerb {
  private DecodeVerb() {}

  @SuppressWarnings("ArrayRecordComponent")
  record Request(
      @About(value = "Vectors, each with as many numbers as z has.", mostItems = Bounds.SAMPLES)
          float[][] z,
      DecodingFields decoding) {}

  record Answer(List<Write.Sentence> sentences) {}

  static Verb<Request, Answer> verb() {
    return new Verb<>(
        "decode",
        "Latent vectors to sentences.",
        Request.class,
        Answer.class,
        Abilities::isAutoencoder,
        Verb.Planner.alone(
            request ->
                model ->
                    new Answer(
                        new Write(model)
                            .write(
                                request.z(),
                                request.decoding().writing(model, new Decoding.Greedy())))));
  }
}
