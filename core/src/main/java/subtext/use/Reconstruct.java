package subtext.use;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import subtext.decoder.Decoding;
import subtext.decoder.WritingListener;
import subtext.latent.Posterior;
import subtext.model.Vae;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/** Sentences through z and back: what the model kept of them. */
public final class Reconstruct {
  private final Model model;
  private final Vae vae;

  /**
   * @throws subtext.error.InputException for a language model
   */
  public Reconstruct(Model model) {
    this.vae = model.vae("reconstruct");
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
   * @param cut whether the text was longer than the model reads, so that its beginning came back
   * @param unfamiliar whether no letter of the text was met in training
   */
  public record Reconstruction(
      String text, String reconstruction, double logProbability, boolean cut, boolean unfamiliar) {}

  /** What comes back of {@code text}, greedily from the mean. */
  public String reconstruct(String text) {
    return reconstruct(Request.of(List.of(text))).getFirst().reconstruction();
  }

  /** One reconstruction for each text, in their order. */
  public List<Reconstruction> reconstruct(Request request) {
    return reconstruct(request, 0);
  }

  /**
   * The same of texts behind the {@code first} first ones of a longer list, of which this is a
   * part.
   */
  public List<Reconstruction> reconstruct(Request request, long first) {
    long[] examples = LongStream.range(first, first + request.texts.size()).toArray();
    Texts texts = new Texts(model, request.texts, examples);
    float[][] z = z(texts, request);
    List<Write.Sentence> written =
        new Write(model)
            .write(
                new Write.Examples(first, z.length),
                z,
                request.writing,
                Decoding.DEFAULT,
                WritingListener.NONE);
    List<Reconstruction> reconstructions = new ArrayList<>();
    for (int n = 0; n < z.length; n++) {
      Write.Sentence sentence = written.get(n);
      reconstructions.add(
          new Reconstruction(
              request.texts.get(n),
              sentence.text(),
              sentence.logProbability(),
              texts.isCut(n),
              texts.isUnfamiliar(n)));
    }
    return reconstructions;
  }

  private float[][] z(Texts texts, Request request) {
    float[][] z = new float[texts.size()][];
    texts.eachBatch(
        new Noise(request.writing.seed(), 0),
        (places, x, pass) -> {
          Posterior q = vae.posterior(x, pass);
          Tensor z_BZ =
              switch (request.from) {
                case MEAN -> q.location_BZ();
                case SAMPLE -> q.draw(pass.noise(), 0, pass.examples()).z_BZ();
              };
          float[] rows = z_BZ.toFloats();
          for (int b = 0; b < places.length; b++) {
            z[places[b]] = Arrays.copyOfRange(rows, b * vae.latent(), (b + 1) * vae.latent());
          }
        });
    return z;
  }
}
