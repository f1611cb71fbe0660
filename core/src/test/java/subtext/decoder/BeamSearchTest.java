package subtext.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import subtext.nn.Memory;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Vocabulary;

/**
 * Searches in a model whose sentences are known: each token is drawn alike, whatever stands before.
 */
class BeamSearchTest {
  private static final int VOCABULARY = 6;

  /** What sentences are made of, and how often one was looked for. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Dice(float[] probabilities, AtomicInteger steps) implements Decoder {
    static Dice of(double end, double likely, double rare) {
      float[] probabilities = new float[VOCABULARY];
      probabilities[Vocabulary.END] = (float) end;
      probabilities[4] = (float) likely;
      probabilities[5] = (float) rare;
      return new Dice(probabilities, new AtomicInteger());
    }

    private record Nothing() implements State {
      @Override
      public List<Tensor> tensors() {
        return List.of();
      }

      @Override
      public State select(Tensor index) {
        return this;
      }
    }

    @Override
    public int vocabulary() {
      return VOCABULARY;
    }

    @Override
    public Device device() {
      return Device.CPU;
    }

    @Override
    public Decoder forSteps() {
      return this;
    }

    @Override
    public Decoder over(Memory memory) {
      return this;
    }

    @Override
    public State begin(@Nullable Tensor z_BZ, long batch) {
      return new Nothing();
    }

    @Override
    public Step step(State state, Tensor previous_B) {
      steps.incrementAndGet();
      int rows = Math.toIntExact(previous_B.size(0));
      float[] logits = new float[rows * VOCABULARY];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) Math.log(probabilities[i % VOCABULARY] + 1e-30);
      }
      return new Step(Tensor.of(logits, rows, VOCABULARY), state);
    }

    @Override
    public Tensor reconstruction_B(Observed x, @Nullable Tensor z_BZ, Pass pass) {
      throw new UnsupportedOperationException("nothing is scored");
    }
  }

  private static List<Written> search(Dice dice, Decoding.Beam beam, int... most) {
    try (Scope scope = Scope.open()) {
      long[] examples = new long[most.length];
      Arrays.setAll(examples, b -> b);
      return new SentenceWriter(dice, beam, new Lengths(1, 200), null, Device.CPU, new Noise(1, 0))
          .write(null, examples, most);
    }
  }

  @Test
  void itEndsWhenNothingOpenCanBeBetter() {
    Dice dice = Dice.of(0.5, 0.3, 0.2);
    Written found = search(dice, new Decoding.Beam(5, 0), 200).getFirst();
    assertThat(found.tokens()).containsExactly(4);
    assertThat(found.logProbability()).isCloseTo(Math.log(0.3 * 0.5), within(1e-6));
    // 0.3^2 is less than 0.3 * 0.5, which has ended: one step for the token, one for its end.
    assertThat(dice.steps()).hasValue(2);
  }

  @Test
  void aLengthPenaltyDoesNotMakeItGoOnToTheGreatestLength() {
    Dice dice = Dice.of(0.5, 0.3, 0.2);
    Written found = search(dice, new Decoding.Beam(5, 1), 200).getFirst();
    assertThat(found.tokens()).containsExactly(4);
    // One step for the first tokens; then the ends of 4 and 5, of three pairs: five have ended.
    assertThat(dice.steps()).hasValueLessThanOrEqualTo(4);
  }

  @Test
  void aLengthPenaltyFindsTheLongerSentenceThatItFavours() {
    // With n tokens 4: (n log 0.9 + log 0.05) / ((5 + n) / 6), which rises with n up to the bound.
    Dice dice = Dice.of(0.05, 0.9, 0.05);
    assertThat(search(dice, new Decoding.Beam(3, 1), 20).getFirst().tokens()).hasSize(20 - 1);
  }

  @Test
  void everySentenceHasItsOwnBound() {
    Dice dice = Dice.of(0.01, 0.9, 0.09);
    List<Written> beam = search(dice, new Decoding.Beam(2, 1), 3, 7);
    assertThat(beam).extracting(written -> written.tokens().length).allMatch(length -> length <= 7);
    assertThat(beam.getFirst().tokens().length).isLessThanOrEqualTo(3);
    assertThat(beam.getLast().tokens().length).isGreaterThan(3);
  }
}
