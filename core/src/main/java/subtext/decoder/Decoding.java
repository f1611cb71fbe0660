package subtext.decoder;

import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;

/** How the next token is chosen from its probabilities. */
public sealed interface Decoding {
  Decoding DEFAULT = new Greedy();

  /** Of a batch, each of which has a score for every token. */
  int MOST_ROWS = 1024;

  /** 1 for none; see {@link RepetitionPenalty}. */
  double repetitionPenalty();

  /** This with another repetition penalty. */
  Decoding withRepetitionPenalty(double penalty);

  /** Sentences to write side by side, of {@code most}: fewer where each is many in the batch. */
  static int sentencesAtATime(Decoding decoding, int most) {
    return decoding instanceof Beam beam ? Math.clamp(MOST_ROWS / beam.width, 1, most) : most;
  }

  /** The most probable token at each step. */
  record Greedy(double repetitionPenalty) implements Decoding {
    public Greedy {
      RepetitionPenalty.check(repetitionPenalty);
    }

    public Greedy() {
      this(RepetitionPenalty.NONE);
    }

    @Override
    public Greedy withRepetitionPenalty(double penalty) {
      return new Greedy(penalty);
    }
  }

  /**
   * A random token at each step.
   *
   * @param temperature that the scores are divided by: below 1 the probable becomes more so
   * @param topK how many of the most probable tokens may be chosen (Fan et al. 2018); 0 for all
   * @param topP only the fewest most probable tokens that together have this probability may be
   *     chosen (Holtzman et al. 2020); 1 for all
   */
  record Sampled(double temperature, int topK, double topP, double repetitionPenalty)
      implements Decoding {
    public static final Sampled DEFAULT = new Sampled(1, 0, 1);

    public Sampled {
      Allowed.between("temperature", temperature, 0.01, 100);
      Allowed.atLeast("topK", topK, 0);
      Allowed.demand(topP > 0 && topP <= 1, "topP", topP, "above 0, at most 1");
      RepetitionPenalty.check(repetitionPenalty);
    }

    public Sampled(double temperature, int topK, double topP) {
      this(temperature, topK, topP, RepetitionPenalty.NONE);
    }

    @Override
    public Sampled withRepetitionPenalty(double penalty) {
      return new Sampled(temperature, topK, topP, penalty);
    }
  }

  /**
   * The best of several sentences that are written side by side. A sentence of n tokens scores log
   * p(x|z) / ((5 + n) / 6)^lengthPenalty (Wu et al. 2016, section 7), where p is the probability
   * with the repetition penalty.
   *
   * @param width sentences kept at each step
   * @param lengthPenalty 0 for the most probable sentence; more favours longer ones
   */
  record Beam(int width, double lengthPenalty, double repetitionPenalty) implements Decoding {
    public static final Beam DEFAULT = new Beam(5, 0);

    public Beam {
      Allowed.between("width", width, 1, 1000);
      Allowed.between("lengthPenalty", lengthPenalty, 0, 10);
      RepetitionPenalty.check(repetitionPenalty);
    }

    public Beam(int width, double lengthPenalty) {
      this(width, lengthPenalty, RepetitionPenalty.NONE);
    }

    /**
     * A search in which what is not said is as in {@code usual}, or in {@link #DEFAULT} where that
     * is no search.
     */
    public static Beam like(
        Decoding usual, @Nullable Integer width, @Nullable Double lengthPenalty) {
      Beam other = usual instanceof Beam search ? search : DEFAULT;
      return new Beam(
          width == null ? other.width : width,
          lengthPenalty == null ? other.lengthPenalty : lengthPenalty);
    }

    @Override
    public Beam withRepetitionPenalty(double penalty) {
      return new Beam(width, lengthPenalty, penalty);
    }

    double score(double logProbability, int tokens) {
      return logProbability / Math.pow((5 + tokens) / 6.0, lengthPenalty);
    }
  }
}
