package subtext.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.data.ImageSize;
import subtext.decoder.ImageLikelihood;
import subtext.error.InputException;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.CentralDifferences;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.TokensConfig;

/** Encoders and likelihoods of images, 4 x 8, in double precision. */
class ImageVaeTest {
  private static final ImageSize SIZE = new ImageSize(4, 8);
  private static final int IMAGES = 3;

  private static final String DENSE =
      "{kind: dense, pixels: %s, hidden: 6, layers: 2, dropout: 0.2}";
  private static final String CONVOLUTION =
      "{kind: convolution, pixels: %s, channels: 2, hidden: 5, dropout: 0.2}";

  private static ModelConfig config(String encoder, String decoder) {
    String text = "{latent: 2, encoder: %s, decoder: %s}".formatted(encoder, decoder);
    return Binder.bind(Binder.yaml("images", text), ModelConfig.class).sized(SIZE);
  }

  private static String network(String kind) {
    return kind.equals("dense")
        ? "{kind: dense, hidden: 6}"
        : "{kind: convolution, channels: 2, hidden: 5}";
  }

  private static Batch batch(boolean binary) {
    float[] pixels = new float[IMAGES * SIZE.pixels()];
    for (int i = 0; i < pixels.length; i++) {
      double uniform = new Noise(4, 0).uniform(Noise.Stream.ORDER, 0, 0, i);
      pixels[i] = (float) (binary ? Math.rint(uniform) : uniform);
    }
    return Batch.of(Collections.nCopies(IMAGES, new int[0])).withFeatures(pixels);
  }

  private static Pass pass(boolean training) {
    return new Pass(training, new Noise(3, 1), new long[] {0, 1, 2});
  }

  @ParameterizedTest
  @CsvSource({
    "dense, binary, bernoulli, dense",
    "convolution, binary, bernoulli, convolution",
    "dense, grey, gaussian, dense",
    "convolution, grey, gaussian, convolution",
    "dense, grey, bernoulli, convolution"
  })
  void gradientsAreThoseOfCentralDifferences(
      String encoder, String pixels, String likelihood, String network) {
    String read = (encoder.equals("dense") ? DENSE : CONVOLUTION).formatted(pixels);
    String drawn = "{kind: %s, network: %s}".formatted(likelihood, network(network));
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5)) {
      Vae vae = new Vae(config(read, drawn), 4, parameters);
      CentralDifferences.check(
          parameters,
          () -> {
            Terms terms = vae.terms(Observed.of(batch(false), Device.CPU), pass(true));
            Tensor kl_B = Objects.requireNonNull(terms.kl_B());
            return terms.reconstruction_B().mean().add(kl_B.mean().mul(0.7));
          });
    }
  }

  /**
   * What a likelihood says of the images, beside what {@code nats} says of a pixel and its mean.
   */
  private static void assertPixelwise(String decoder, boolean binary, Nats nats) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      Vae vae = new Vae(config(DENSE.formatted("grey"), decoder), 4, parameters);
      ImageLikelihood likelihood = (ImageLikelihood) vae.likelihood();
      Batch batch = batch(binary);
      Tensor z_BZ = Tensor.of(new double[] {3, -2, 0.5, 1, -4, 2}, IMAGES, 2);
      double[] means = likelihood.mean_BN(z_BZ).toDoubles();
      double[] expected = new double[IMAGES];
      for (int i = 0; i < means.length; i++) {
        expected[i / SIZE.pixels()] += nats.of(batch.features()[i], means[i]);
      }
      Observed x = Observed.of(batch, Device.CPU);
      assertThat(likelihood.reconstruction_B(x, z_BZ, pass(true)).toDoubles())
          .containsExactly(expected, within(1e-6));
      assertThat(Arrays.stream(means)).allMatch(mean -> mean > 0 && mean < 1);
      assertThat(likelihood.predictions(0)).isEqualTo(32);
    }
  }

  private interface Nats {
    double of(double pixel, double mean);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "convolution"})
  void bernoulliIsTheCrossEntropyOfEachPixel(String network) {
    assertPixelwise(
        "{kind: bernoulli, network: %s}".formatted(network(network)),
        true,
        (pixel, mean) -> -Math.log(pixel == 1 ? mean : 1 - mean));
  }

  @ParameterizedTest
  @CsvSource({"0.25, 0.25", "0, 0.1353352832366127"})
  void gaussianIsTheDensityOfEachPixelAtAFixedOrALearntVariance(double said, double variance) {
    assertPixelwise(
        "{kind: gaussian, network: %s, variance: %s}".formatted(network("dense"), said),
        false,
        (pixel, mean) ->
            Math.pow(pixel - mean, 2) / (2 * variance) + Math.log(2 * Math.PI * variance) / 2);
  }

  @Test
  void encoderAndLikelihoodReadTheSameDrawOfBinaryPixels() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      ModelConfig config = config(DENSE.formatted("binary"), "{kind: bernoulli}");
      Vae vae = new Vae(config, 4, parameters);
      Observed grey = Observed.of(batch(false), Device.CPU);
      Tensor drawn_BN =
          pass(true)
              .noise()
              .bernoulli(
                  Noise.Stream.PIXELS,
                  0,
                  new long[] {0, 1, 2},
                  Objects.requireNonNull(grey.features_BN()));
      Observed drawn = Observed.of(batch(false).withFeatures(drawn_BN.toFloats()), Device.CPU);
      assertThat(vae.terms(grey, pass(true)).reconstruction_B().toDoubles())
          .containsExactly(vae.terms(drawn, pass(true)).reconstruction_B().toDoubles());
    }
  }

  @Test
  void aSizeThatIsNotThatOfTheImagesIsRefused() {
    assertThatThrownBy(() -> config("{kind: dense, rows: 28}", "bernoulli"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("model.encoder: its images have 28 rows and 0 columns")
        .hasMessageContaining("those of the data are 4 x 8");
    ModelConfig odd =
        Binder.bind(
            Binder.yaml("odd", "{encoder: convolution, decoder: bernoulli}"), ModelConfig.class);
    assertThatThrownBy(() -> odd.sized(new ImageSize(28, 30)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("images of 28 x 30 cannot be");
  }

  @Test
  void partsOfTextAndOfImagesAreNotMixed() {
    ModelConfig images = config(DENSE.formatted("grey"), "bernoulli");
    assertThatThrownBy(() -> Task.SENTENCE.require(images, TokensConfig.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("model.encoder");
    assertThatThrownBy(() -> Task.LANGUAGE_MODEL.require(images, TokensConfig.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("model.decoder");
    assertThatThrownBy(() -> Task.IMAGE.require(ModelConfig.DEFAULT, TokensConfig.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("dense or convolution where the task is image");
  }
}
