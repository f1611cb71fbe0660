package subtext.use;

import java.util.Arrays;
import java.util.List;
import subtext.latent.DiagonalGaussian;
import subtext.latent.Posterior;
import subtext.model.Vae;
import subtext.nn.Pass;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/** Sentences to their posteriors q(z|x): a vector for each. */
public final class Encode {
  private final Model model;
  private final Vae vae;

  /**
   * @throws subtext.error.InputException for a language model
   */
  public Encode(Model model) {
    this.model = model;
    this.vae = model.vae("encode");
  }

  /**
   * The posterior of a sentence. Z latent.
   *
   * @param mean [Z], the sentence's vector; on the sphere the mean direction
   * @param logVariance [Z]; empty where the posterior is no normal distribution
   * @param kl KL(q(z|x) || p(z)) in nats: how much the vector says; NaN for a plain autoencoder
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Encoding(float[] mean, float[] logVariance, double kl) {}

  /** The vector of a sentence: the mean of its posterior. */
  public float[] vector(String text) {
    return encode(List.of(text)).getFirst().mean();
  }

  /** Reads {@code texts}, of which the caller wants to know more than their posteriors. */
  public Texts read(List<String> texts) {
    return new Texts(model, texts);
  }

  /** The posteriors of {@code texts}, in their order. */
  public List<Encoding> encode(List<String> texts) {
    return encode(read(texts));
  }

  /**
   * The same of the texts of several requests at once.
   *
   * @param examples the place of each text in its own request, which keys its noise
   */
  public List<Encoding> encode(List<String> texts, long[] examples) {
    return encode(new Texts(model, texts, examples));
  }

  /** The same of texts that were {@linkplain #read read} before. */
  public List<Encoding> encode(Texts texts) {
    Encoding[] encodings = new Encoding[texts.size()];
    texts.eachBatch(
        new Noise(0, 0),
        (places, tokens, pass) -> {
          Posterior q = vae.posterior(tokens, pass);
          double[] kl = kl(q, pass);
          float[] means = q.location_BZ().toFloats();
          float[] logVariances =
              q instanceof DiagonalGaussian gaussian
                  ? gaussian.logVariance_BZ().toFloats()
                  : new float[0];
          for (int b = 0; b < places.length; b++) {
            encodings[places[b]] = new Encoding(row(means, b), row(logVariances, b), kl[b]);
          }
        });
    return List.of(encodings);
  }

  /** Without a draw where the closed form needs none. */
  private double[] kl(Posterior q, Pass pass) {
    if (!vae.posteriors().hasDensity()) {
      double[] undefined = new double[pass.examples().length];
      Arrays.fill(undefined, Double.NaN);
      return undefined;
    }
    Tensor exact_BD = vae.prior().exact_BD(q);
    return exact_BD == null
        ? vae.prior().of(q, q.draw(pass.noise(), 0, pass.examples())).nats_B().toDoubles()
        : exact_BD.sum(1).toDoubles();
  }

  private float[] row(float[] values, int row) {
    return values.length == 0
        ? values
        : Arrays.copyOfRange(values, row * vae.latent(), (row + 1) * vae.latent());
  }
}
