package subtext.use;

import java.util.ArrayList;
import java.util.List;
import subtext.tensor.Noise;

/** Sentences through z and back: what the model kept of them. */
public final class Reconstruct {
  private final Model model;

  /**
   * @throws subtext.error.InputException for a language model
   */
  public Reconstruct(Model model) {
    model.vae("reconstruct");
    this.model = model;
  }

  /** What of a posterior a sentence is written from. */
  public enum From {
    /** Its mean. */
    MEAN,
    /** A draw from it. */
    SAMPLE
  }

  /**
   * Which sentences, and how.
   *
   * @param writing greedy if it says nothing else; its seed is that of the draws, too
   */
  public record Request(List<String> texts, From from, Writing writing) {
    /** From the mean, the most probable token at each step. */
    public static Request of(List<String> texts) {
      return new Request(texts, From.MEAN, Writing.DEFAULT);
    }

    public Request {
      texts = List.copyOf(texts);
    }
  }

  /**
   * A sentence and what came back.
   *
   * @param logProbability log p(reconstruction|z) in nats
   */
  public record Reconstruction(String text, String reconstruction, double logProbability) {}

  /** What comes back of {@code text}, greedily from the mean. */
  public String reconstruct(String text) {
    return reconstruct(Request.of(List.of(text))).getFirst().reconstruction();
  }

  /** One reconstruction for each text, in their order. */
  public List<Reconstruction> reconstruct(Request request) {
    List<Encode.Encoding> encodings = new Encode(model).encode(request.texts);
    float[][] z = new float[encodings.size()][];
    for (int n = 0; n < z.length; n++) {
      Encode.Encoding encoding = encodings.get(n);
      z[n] =
          switch (request.from) {
            case MEAN -> encoding.mean();
            case SAMPLE -> draw(encoding, new Noise(request.writing.seed(), 0), n);
          };
    }
    List<Write.Sentence> written = new Write(model).write(z, request.writing);
    List<Reconstruction> reconstructions = new ArrayList<>();
    for (int n = 0; n < z.length; n++) {
      Write.Sentence sentence = written.get(n);
      reconstructions.add(
          new Reconstruction(request.texts.get(n), sentence.text(), sentence.logProbability()));
    }
    return reconstructions;
  }

  private static float[] draw(Encode.Encoding encoding, Noise noise, int example) {
    float[] z = new float[encoding.mean().length];
    noise.normal(Noise.Stream.POSTERIOR, 0, example, z, 0, z.length);
    for (int d = 0; d < z.length; d++) {
      double sigma = Math.exp(encoding.logVariance()[d] / 2);
      z[d] = (float) (encoding.mean()[d] + sigma * z[d]);
    }
    return z;
  }
}
