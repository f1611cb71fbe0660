package subtext.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.objective.OperatingPoint;

/**
 * Whether a model uses its latent variable. KL alone does not say so: free bits can buy KL that the
 * decoder ignores.
 *
 * @param clauses that could be checked
 * @param unchecked names of those that could not, because what they need was not measured
 */
public record Alive(OperatingPoint point, List<Clause> clauses, List<String> unchecked) {
  private static final double LEAST_MI = 2.5;
  private static final double MOST_EXCESS = 1.5;
  private static final double MOST_BEHIND = 0.5;
  private static final double LEAST_F1_RATIO = 2;

  /**
   * One condition.
   *
   * @param name what is compared, such as {@code kl - mi}
   * @param most whether {@code bound} is the most that is allowed, or the least
   * @param advice what to try when it does not hold
   */
  public record Clause(String name, double value, double bound, boolean most, String advice) {
    /** Whether {@code value} keeps to {@code bound}; what is not a number does not. */
    public boolean holds() {
      return most ? value <= bound : value >= bound;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s = %.2f, %s %.2f: %s",
          name,
          value,
          most ? "at most" : "at least",
          bound,
          holds() ? "holds" : "does not hold");
    }
  }

  public Alive {
    clauses = List.copyOf(clauses);
    unchecked = List.copyOf(unchecked);
  }

  /**
   * The verdict on a model with a latent variable.
   *
   * @param languageModelNll nats a sentence of the equally tuned language model on the same
   *     sentences; null where there is none
   * @throws InputException for figures of a model without a latent variable
   */
  public static Alive judge(
      Evaluation figures, OperatingPoint point, @Nullable Double languageModelNll) {
    if (figures.latent() == 0) {
      throw new InputException(
          "alive: a model without a latent variable is neither alive nor collapsed");
    }
    Alive common =
        new Alive(point, List.of(), List.of())
            .and("au", units(figures))
            .and("usage - mi", used(figures))
            .and("mi", information(figures));
    return switch (point) {
      case DENSITY ->
          common
              .and("kl - mi", excess(figures))
              .and(
                  "nll_iwae - language model",
                  languageModelNll == null ? null : behind(figures, languageModelNll));
      case SEMANTIC ->
          common.and(
              "f1 / shuffled",
              figures.contentF1() == null ? null : reconstructions(figures.contentF1()));
    };
  }

  private static @Nullable Clause units(Evaluation figures) {
    Integer au = figures.au();
    return au == null
        ? null
        : new Clause(
            "au",
            au,
            figures.latent() / 2.0,
            false,
            "few dimensions are used: set objective.freeBits per dimension, or a smaller"
                + " model.latent");
  }

  private static @Nullable Clause used(Evaluation figures) {
    Double usage = figures.usage();
    Double mi = figures.mi();
    return usage == null || mi == null
        ? null
        : new Clause(
            "usage - mi",
            usage - mi,
            0,
            false,
            "the decoder ignores part of what z says: pretrain longer"
                + " (objective.pretrainEpochs), or drop more words (model.decoder.wordDropout)");
  }

  /** The mutual information; null where so few sentences cannot have as much. */
  private static @Nullable Clause information(Evaluation figures) {
    Double mi = figures.mi();
    return mi == null || Math.log((double) figures.sentences()) < LEAST_MI
        ? null
        : new Clause(
            "mi",
            mi,
            LEAST_MI,
            false,
            "z says little of x: set a higher objective.rate, pretrain as an autoencoder"
                + " (objective.pretrainEpochs), or drop more words (model.decoder.wordDropout)");
  }

  private static @Nullable Clause excess(Evaluation figures) {
    Double kl = figures.kl();
    Double mi = figures.mi();
    return kl == null || mi == null
        ? null
        : new Clause(
            "kl - mi",
            kl - mi,
            MOST_EXCESS,
            true,
            "the posteriors together are far from the prior: train longer at the full weight of"
                + " the KL, or set a lower objective.rate");
  }

  private static Clause behind(Evaluation figures, double languageModelNll) {
    return new Clause(
        "nll_iwae - language model",
        figures.bound() - languageModelNll,
        MOST_BEHIND,
        true,
        "z costs more likelihood than it earns: set a lower objective.rate, or train longer");
  }

  private static Clause reconstructions(ReconstructionF1 f1) {
    return new Clause(
        "f1 / shuffled",
        f1.own().mean() / f1.shuffled().mean(),
        LEAST_F1_RATIO,
        false,
        "reconstructions do not follow the sentence: set a higher objective.rate (15 to 25 nats"
            + " for ten words), or train longer");
  }

  private Alive and(String name, @Nullable Clause clause) {
    if (clause == null) {
      List<String> more = new ArrayList<>(unchecked);
      more.add(name);
      return new Alive(point, clauses, more);
    }
    List<Clause> more = new ArrayList<>(clauses);
    more.add(clause);
    return new Alive(point, more, unchecked);
  }

  /** Whether every clause that was checked holds. */
  public boolean holds() {
    return clauses.stream().allMatch(Clause::holds);
  }

  /** What to try, one sentence for each clause that does not hold. */
  public List<String> advice() {
    return clauses.stream()
        .filter(clause -> !clause.holds())
        .map(clause -> clause + ". " + clause.advice)
        .toList();
  }
}
