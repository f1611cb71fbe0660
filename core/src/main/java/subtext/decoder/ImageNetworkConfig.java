package subtext.decoder;

import subtext.config.Allowed;
import subtext.data.ImageSize;
import subtext.tensor.Parameters;

/** The network that an image is drawn by. */
public sealed interface ImageNetworkConfig {
  ImageNetworkConfig DEFAULT = Dense.DEFAULT;

  /**
   * The network with fresh weights.
   *
   * @param latent size of z
   * @param bound of the uniform initial weights, 0 for a bound by their size
   */
  ImageNetwork create(ImageSize size, int latent, Parameters parameters, double bound);

  /** The most numbers that one layer computes for an image of {@code size}. */
  long widest(ImageSize size);

  /**
   * Hidden layers, and one that gives all pixels at once.
   *
   * @param hidden size of a hidden layer
   * @param layers of them
   */
  record Dense(int hidden, int layers) implements ImageNetworkConfig {
    public static final Dense DEFAULT = new Dense(400, 1);

    public Dense {
      Allowed.atLeast("hidden", hidden, 1);
      Allowed.atLeast("layers", layers, 1);
    }

    @Override
    public ImageNetwork create(ImageSize size, int latent, Parameters parameters, double bound) {
      return new DenseImage(this, size, latent, parameters, bound);
    }

    @Override
    public long widest(ImageSize size) {
      return Math.max(hidden, size.pixels());
    }
  }

  /**
   * A hidden layer, planes of a quarter of the rows and columns, and two transposed convolutions.
   *
   * @param channels of the planes of half the rows and columns; those of a quarter have twice as
   *     many
   * @param hidden size of the hidden layer
   */
  record Convolution(int channels, int hidden) implements ImageNetworkConfig {
    public static final Convolution DEFAULT = new Convolution(32, 256);

    public Convolution {
      Allowed.atLeast("channels", channels, 1);
      Allowed.atLeast("hidden", hidden, 1);
    }

    @Override
    public ImageNetwork create(ImageSize size, int latent, Parameters parameters, double bound) {
      size.demandQuarters();
      return new ConvolutionImage(this, size, latent, parameters, bound);
    }

    @Override
    public long widest(ImageSize size) {
      return Math.max(hidden, (long) channels * size.pixels() / 4);
    }
  }
}
