package subtext.nn;

import java.util.Objects;
import subtext.data.ImageSize;
import subtext.error.InputException;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/** How the pixels of images are read. B batch, N pixels. */
public enum Pixels {
  /** As they are, from 0 for black to 1 for white. */
  GREY,
  /**
   * As draws, 1 with the probability that the grey says, else 0 (Salakhutdinov and Murray 2008): in
   * training other ones at every step, in evaluation always the same for an image of a number.
   */
  BINARY;

  private static final Noise EVALUATION = new Noise(0, 0);

  /**
   * The pixels [B, N] of images of {@code size}, float32. Whoever asks in one pass reads the same.
   *
   * @throws InputException if the images have another size
   */
  public Tensor of(Observed x, ImageSize size, Pass pass) {
    Tensor grey_BN = Objects.requireNonNull(x.features_BN(), "images without pixels");
    if (grey_BN.size(1) != size.pixels()) {
      throw new InputException(
          "the images have %d pixels, but the model reads images of %s"
              .formatted(grey_BN.size(1), size));
    }
    Noise noise = pass.training() ? pass.noise() : EVALUATION;
    return switch (this) {
      case GREY -> grey_BN;
      case BINARY -> noise.bernoulli(Noise.Stream.PIXELS, 0, pass.examples(), grey_BN);
    };
  }
}
