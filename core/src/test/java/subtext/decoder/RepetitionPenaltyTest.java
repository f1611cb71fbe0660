package subtext.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import subtext.error.InputException;
import subtext.model.TinyModels;
import subtext.model.Vae;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class RepetitionPenaltyTest {
  private static final int SENTENCES = 30;

  static Stream<Decoding> decodings() {
    return Stream.of(Decoding.DEFAULT, new Decoding.Sampled(0.7, 8, 0.9), new Decoding.Beam(4, 1));
  }

  private static List<Written> write(Decoding decoding) {
    long[] examples = LongStream.range(0, SENTENCES).toArray();
    Noise noise = new Noise(3, 0);
    try (Vae vae = TinyModels.vae(4);
        Scope scope = Scope.open()) {
      Tensor z_BZ =
          noise.normal(
              Noise.Stream.PRIOR, 0, examples, TinyModels.LATENT, Tensor.of(new float[1], 1));
      return new SentenceWriter(
              vae.decoder(), decoding, new Lengths(6, 12), null, Device.CPU, noise)
          .write(z_BZ, examples);
    }
  }

  private static long repetitions(List<Written> sentences) {
    return sentences.stream()
        .map(Written::tokens)
        .mapToLong(tokens -> tokens.length - Arrays.stream(tokens).distinct().count())
        .sum();
  }

  @Test
  void positiveScoresOfHeldTokensAreDividedAndNegativeOnesMultiplied() {
    try (Scope scope = Scope.open()) {
      Tensor logits_BV = Tensor.of(new float[] {2, -1, 0.5f, -3, 2, -1, 0.5f, -3}, 2, 4);
      Tensor lowered_BV =
          new RepetitionPenalty(4).apply(logits_BV, List.of(new int[] {0, 1, 0}, new int[] {3}));
      assertThat(lowered_BV.toFloats()).containsExactly(0.5f, -4, 0.5f, -3, 2, -1, 0.5f, -12);
    }
  }

  @ParameterizedTest
  @MethodSource("decodings")
  void everyWayOfWritingRepeatsLess(Decoding decoding) {
    long free = repetitions(write(decoding));
    assertThat(repetitions(write(decoding.withRepetitionPenalty(3)))).isLessThan(free);
  }

  @Test
  void aBeamOfOneWritesWhatGreedyWrites() {
    List<Written> greedy = write(new Decoding.Greedy(1.5));
    assertThat(write(new Decoding.Beam(1, 0, 1.5)))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(greedy);
    assertThat(greedy)
        .usingRecursiveFieldByFieldElementComparator()
        .isNotEqualTo(write(new Decoding.Greedy()));
  }

  @Test
  void aPenaltyBelowOneIsRefused() {
    assertThatThrownBy(() -> new Decoding.Greedy(0.9))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("repetitionPenalty: 0.9");
  }
}
