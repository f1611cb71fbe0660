package subtext.serve;

import java.util.List;
import java.util.stream.IntStream;
import subtext.use.Encode;
import subtext.use.Model;
import subtext.use.Texts;

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
  record Posteriors() implements Joint<Encode.Encoding> {
    @Override
    public List<Encode.Encoding> all(Model model, List<String> texts, long[] examples) {
      return new Encode(model).encode(texts, examples);
    }
  }

  static Verb<Request, Answer> verb() {
    return new Verb<>(
        "encode",
        "Texts to their posteriors: mean, logarithm of the variance, KL in nats.",
        Request.class,
        Answer.class,
        Abilities::encodes,
        EncodeVerb::plan);
  }

  private static Work<Answer> plan(Request request, Loaded loaded) {
    List<String> texts = request.texts();
    Texts.requireNoBlank(texts, "is blank; leave it out");
    Texts read = new Encode(loaded.model()).read(texts);
    return new Work.Joined<>(
        new Posteriors(),
        texts,
        found ->
            new Answer(
                IntStream.range(0, texts.size())
                    .mapToObj(n -> encoding(texts.get(n), found.get(n), read, n))
                    .toList()));
  }

  private static Encoding encoding(String text, Encode.Encoding found, Texts read, int place) {
    return new Encoding(
        text,
        found.mean(),
        found.logVariance(),
        found.kl(),
        read.isCut(place),
        read.isUnfamiliar(place));
  }
}
