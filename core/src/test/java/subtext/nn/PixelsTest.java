package subtext.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import subtext.data.Batch;
import subtext.data.ImageSize;
import subtext.error.InputException;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;

class PixelsTest {
  private static final int IMAGES = 500;
  private static final float[] GREYS = {0, 0.1f, 0.25f, 0.5f, 0.9f, 1};

  private static final ImageSize SIZE = new ImageSize(2, 3);

  private static Batch batch() {
    float[] pixels = new float[IMAGES * GREYS.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = GREYS[i % GREYS.length];
    }
    return Batch.of(Collections.nCopies(IMAGES, new int[0])).withFeatures(pixels);
  }

  private static float[] read(Pixels pixels, boolean training, long step) {
    Batch batch = batch();
    try (Scope scope = Scope.open()) {
      Pass pass = new Pass(training, new Noise(1, step), batch.examples());
      return pixels.of(Observed.of(batch, Device.CPU), SIZE, pass).toFloats();
    }
  }

  @Test
  void greyPixelsAreReadAsTheyAre() {
    assertThat(read(Pixels.GREY, true, 1)).containsExactly(batch().features());
  }

  @Test
  void binaryPixelsAreWhiteAsOftenAsTheirGreySays() {
    float[] drawn = read(Pixels.BINARY, true, 1);
    for (int place = 0; place < GREYS.length; place++) {
      int at = place;
      double[] column =
          IntStream.range(0, IMAGES).mapToDouble(n -> drawn[n * GREYS.length + at]).toArray();
      assertThat(column)
          .containsOnly(
              at == 0 ? new double[] {0} : at == 5 ? new double[] {1} : new double[] {0, 1});
      double error = 3 * Math.sqrt(GREYS[at] * (1 - GREYS[at]) / IMAGES);
      assertThat(Arrays.stream(column).average().orElseThrow())
          .isCloseTo(GREYS[at], within(error + 1e-6));
    }
  }

  @Test
  void theyAreDrawnAnewAtEveryStepAndAlwaysAlikeInEvaluation() {
    assertThat(read(Pixels.BINARY, true, 1))
        .isEqualTo(read(Pixels.BINARY, true, 1))
        .isNotEqualTo(read(Pixels.BINARY, true, 2));
    assertThat(read(Pixels.BINARY, false, 1)).isEqualTo(read(Pixels.BINARY, false, 2));
  }

  /** The bits that {@code bench/peer/image_vae.py} draws, with which figures are compared. */
  @Test
  void evaluationDrawsTheBitsOfPublishedFigures() {
    float[] grey = new float[16];
    Arrays.fill(grey, 0.5f);
    Batch batch = Batch.of(List.of(new int[0])).withFeatures(grey);
    try (Scope scope = Scope.open()) {
      Pass pass = Pass.evaluation(new Noise(1, 1), batch.examples());
      Observed x = Observed.of(batch, Device.CPU);
      assertThat(Pixels.BINARY.of(x, new ImageSize(4, 4), pass).toFloats())
          .containsExactly(0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);
    }
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    Batch batch = batch();
    try (Scope scope = Scope.open()) {
      Observed x = Observed.of(batch, Device.CPU);
      Pass pass = Pass.evaluation(new Noise(1, 1), batch.examples());
      assertThatThrownBy(() -> Pixels.GREY.of(x, new ImageSize(28, 28), pass))
          .isInstanceOf(InputException.class)
          .hasMessage("the images have 6 pixels, but the model reads images of 28 x 28");
    }
  }
}
