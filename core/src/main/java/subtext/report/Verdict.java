package subtext.report;

import java.util.List;

/**
 * Whether a model's latent variable is alive, clause by clause. Each clause compares one measured
 * value with its bound; {@code clause.KEY} of the text bundles says it in words.
 *
 * @param point the operating point that the model was trained for, {@code semantic} or {@code
 *     density}
 */
public record Verdict(String point, List<Clause> clauses) {

  /** The side of the bound on which the value must lie; equality holds. */
  public enum Relation {
    AT_LEAST,
    AT_MOST
  }

  /** What comparing value and bound shows. */
  public enum Outcome {
    HOLDS,
    FAILS,
    NOT_MEASURED
  }

  /**
   * One condition of being alive.
   *
   * @param key {@code au}, {@code mi}, {@code usage_mi}, {@code kl_mi}, {@code
   *     nll_iwae_language_model} or {@code f1_shuffled}
   * @param value measured, or NaN
   * @param bound that it is compared with, or NaN when that was not measured
   */
  public record Clause(String key, double value, Relation relation, double bound) {

    public Outcome outcome() {
      if (Double.isNaN(value) || Double.isNaN(bound)) {
        return Outcome.NOT_MEASURED;
      }
      boolean holds = relation == Relation.AT_LEAST ? value >= bound : value <= bound;
      return holds ? Outcome.HOLDS : Outcome.FAILS;
    }
  }

  public Verdict {
    clauses = List.copyOf(clauses);
  }

  /** Alive: something was measured and no clause fails. */
  public boolean alive() {
    return clauses.stream().anyMatch(clause -> clause.outcome() == Outcome.HOLDS)
        && failures().isEmpty();
  }

  /** The clauses that fail. */
  public List<Clause> failures() {
    return clauses.stream().filter(clause -> clause.outcome() == Outcome.FAILS).toList();
  }
}
