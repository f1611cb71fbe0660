package subtext.serve;

import java.util.ArrayList;
import java.util.List;
import subtext.use.Encode;
import subtext.use.Model;

/** Texts to their posteriors. */
final class EncodeVerb {
  private EncodeVerb() {}

  record Request(@About(value = "What to encode.", mostItems = Bounds.TEXTS) List<String> texts) {}

  /**
   * A text and its posterior.
   *
   * @param cut whether the text was longer than the model reads
   * @param unfamiliar whether no letter of the text was met in training
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Encoding(
      String text, float[] mean, float[] logVariance, double kl, boolean cut, boolean unfamiliar) {}

  record Answer(List<Encoding> encodings) {}

  /** Texts of {@code encode} and {@code embeddings} go together. */
  record Posteriors() implements Joint<Encoding> {
    @Override
    public List<Encoding> all(Model model, List<String> texts, long[] examples) {
      Encode encode = new Encode(model);
      List<Encode.Encoding> found = encode.encode(texts, examples);
      List<Encoding> encodings = new ArrayList<>();
      for (int n = 0; n < found.size(); n++) {
        String text = texts.get(n);
        Encode.Encoding each = found.get(n);
        encodings.add(
            new Encoding(
                text,
                each.mean(),
                each.logVariance(),
                each.kl(),
                encode.isCut(text),
                encode.isUnfamiliar(text)));
      }
      return encodings;
    }
  }

  static Verb<Request, Answer> verb() {
    return new Verb<>(
        "encode",
        "Texts to their posteriors: mean, logarithm of the variance, KL in nats.",
        Request.class,
        Answer.class,
        Abilities::encodes,
        (request, model) -> new Work.Joined<>(new Posteriors(), request.texts(), Answer::new));
  }
}
