package subtext.use;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import subtext.data.ImageSize;
import subtext.data.TokenCache;
import subtext.decoder.ImageLikelihood;
import subtext.error.InputException;
import subtext.model.Vae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/**
 * The images of a model: each the mean E[x|z] of its pixels, from 0 for black to 1 for white, row
 * by row.
 */
public final class Images {
  private static final int BATCH = 256;

  private final Model model;
  private final Vae vae;
  private final ImageLikelihood likelihood;

  /**
   * @throws InputException for a model of text
   */
  public Images(Model model) {
    this.model = model;
    vae = model.vae("images");
    if (!(vae.likelihood() instanceof ImageLikelihood drawing)) {
      throw new InputException(
          "the model %s writes text, and draws no images".formatted(model.spec().name()));
    }
    likelihood = drawing;
  }

  /** The size of every image. */
  public ImageSize size() {
    return likelihood.size();
  }

  /**
   * New images, z drawn from the prior that {@code request} names; its writing says no more than
   * the seed.
   *
   * @throws InputException if it asks for a mixture and the model has none
   */
  public List<float[]> generate(Generate.Request request) {
    return draw(new Generate(model).latents(request, 0, request.count()));
  }

  /** The image of each vector [N][Z]. */
  public List<float[]> draw(float[][] z) {
    List<float[]> images = new ArrayList<>();
    for (int from = 0; from < z.length; from += BATCH) {
      float[][] some = Arrays.copyOfRange(z, from, Math.min(z.length, from + BATCH));
      float[] rows =
          model.use(() -> likelihood.mean_BN(Write.rows(some, model.device())).toFloats());
      images.addAll(split(rows, size().pixels()));
    }
    return images;
  }

  /** The images {@code examples} of {@code corpus} as they are. */
  public List<float[]> originals(TokenCache corpus, long[] examples) {
    return split(corpus.features(examples), size().pixels());
  }

  /** The posterior means [N][Z] of the images {@code examples} of {@code corpus}. */
  public float[][] encode(TokenCache corpus, long[] examples) {
    float[] means =
        model.use(
            () -> {
              Observed x = Observed.of(corpus.batch(examples), model.device());
              Pass pass = Pass.evaluation(new Noise(0, 0), examples);
              Tensor mean_BZ = vae.posterior(x, pass).location_BZ();
              return mean_BZ.toFloats();
            });
    return split(means, vae.latent()).toArray(float[][]::new);
  }

  /**
   * Images of {@code from} with one of its numbers changed in each: a row for each of {@code
   * dimensions}, which runs from -{@code reach} to {@code reach} in {@code steps}, at least 2.
   */
  public List<float[]> traverse(float[] from, int[] dimensions, double reach, int steps) {
    float[][] z = new float[dimensions.length * steps][];
    for (int row = 0; row < dimensions.length; row++) {
      for (int step = 0; step < steps; step++) {
        float[] changed = from.clone();
        changed[dimensions[row]] = (float) (reach * (2.0 * step / (steps - 1) - 1));
        z[row * steps + step] = changed;
      }
    }
    return draw(z);
  }

  private static List<float[]> split(float[] rows, int size) {
    List<float[]> split = new ArrayList<>();
    for (int from = 0; from < rows.length; from += size) {
      split.add(Arrays.copyOfRange(rows, from, from + size));
    }
    return split;
  }
}
