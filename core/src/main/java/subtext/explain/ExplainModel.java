package subtext.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import subtext.eval.Alive;
import subtext.eval.Evaluation;
import subtext.model.ModelSpec;
import subtext.use.Model;

/** What a whole latent space holds, and whether it has collapsed. */
public final class ExplainModel {
  private final Model model;
  private final @Nullable Reference reference;

  /**
   * @param reference null for the diagnosis alone
   * @throws subtext.error.InputException for a model without an autoencoder
   */
  public ExplainModel(Model model, @Nullable Reference reference) {
    model.vae("explain");
    this.model = model;
    this.reference = reference;
  }

  /**
   * A model, explained.
   *
   * @param dimensions active ones first, each by falling KL or else variance; none without a
   *     reference
   * @param attributes rules and labels that {@link ExplainAttribute} can explain: enough sentences
   *     have them, and have them not; none without a reference
   * @param alive whether every clause that could be checked holds; null where none could
   * @param clauses what was measured beside what is asked of it, see {@link Alive}
   * @param diagnosis sentences: what the latent variable does, what is wrong, and what to try
   */
  public record Explained(
      String model,
      List<Unit> dimensions,
      List<String> attributes,
      @Nullable Boolean alive,
      List<Alive.Clause> clauses,
      List<String> diagnosis) {
    public Explained {
      dimensions = List.copyOf(dimensions);
      attributes = List.copyOf(attributes);
      clauses = List.copyOf(clauses);
      diagnosis = List.copyOf(diagnosis);
    }
  }

  /**
   * A dimension.
   *
   * @param number from 1
   * @param kl mean over the sentences, in nats; null where the KL does not fall into dimensions
   * @param name see {@link ExplainDimension.Explained}
   */
  public record Unit(
      int number, boolean active, double variance, @Nullable Double kl, String name) {
    private double weight() {
      return kl == null ? variance : kl;
    }
  }

  /** What there is to say. */
  public Explained explain() {
    return explained(model.spec(), model.network().latent(), units(), attributes());
  }

  /** The diagnosis alone, which needs no model in memory: see {@link Explained#diagnosis}. */
  public static List<String> diagnosis(ModelSpec spec, int latent) {
    return explained(spec, latent, List.of(), List.of()).diagnosis;
  }

  private static Explained explained(
      ModelSpec spec, int latent, List<Unit> units, List<String> attributes) {
    Evaluation figures = Evaluation.of(spec.figures(), latent);
    Alive alive = Alive.judge(figures, spec.point(), null);
    return new Explained(
        spec.name(),
        units,
        attributes,
        alive.clauses().isEmpty() ? null : alive.holds(),
        alive.clauses(),
        diagnosis(figures, alive));
  }

  private List<String> attributes() {
    Reference known = reference;
    return known == null
        ? List.of()
        : Attribute.all(known).stream()
            .filter(attribute -> Direction.isFound(attribute, known))
            .map(Attribute::name)
            .distinct()
            .toList();
  }

  private List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    if (reference != null) {
      ExplainDimension explain = new ExplainDimension(model, reference);
      for (int d = 0; d < reference.dimensions(); d++) {
        units.add(
            new Unit(
                d + 1,
                reference.isActive(d),
                reference.variance(d),
                reference.kl(d),
                explain.name(d)));
      }
    }
    units.sort(
        Comparator.comparing((Unit unit) -> !unit.active)
            .thenComparingDouble(unit -> -unit.weight()));
    return units;
  }

  private static List<String> diagnosis(Evaluation figures, Alive alive) {
    List<String> said = new ArrayList<>();
    if (alive.clauses().isEmpty()) {
      said.add("The model's file has no figures to judge by; subtext evaluate measures them.");
      return said;
    }
    said.add(verdict(figures, alive));
    Integer au = figures.au();
    if (au != null) {
      said.add(String.format(Locale.ROOT, "%d of %d dimensions are active.", au, figures.latent()));
    }
    if (figures.kl() != null && figures.mi() != null && figures.sentences() > 0) {
      said.add(information(figures.kl(), figures.mi(), figures.sentences()));
    }
    if (figures.usage() != null) {
      said.add(
          String.format(
              Locale.ROOT,
              "With the z of another sentence of its length, the decoder loses %.1f nats a"
                  + " sentence: it %s z.",
              figures.usage(),
              figures.usage() < 1 ? "hardly reads" : "reads"));
    }
    said.addAll(alive.advice());
    return said;
  }

  /**
   * The mutual information, an estimate, may lie above what there is to know: ln {@code sentences}.
   */
  private static String information(double kl, double mi, long sentences) {
    double all = Math.log((double) sentences);
    return mi < all
        ? String.format(
            Locale.ROOT,
            "A sentence's posterior is %.1f nats from the prior, and %.1f of them tell which of"
                + " %,d sentences it is (%.1f would tell it for sure).",
            kl,
            mi,
            sentences,
            all)
        : String.format(
            Locale.ROOT,
            "A sentence's posterior is %.1f nats from the prior, enough to tell which of %,d"
                + " sentences it is (%.1f would do).",
            kl,
            sentences,
            all);
  }

  private static String verdict(Evaluation figures, Alive alive) {
    Integer au = figures.au();
    if (au != null && au == 0) {
      return "The posterior has collapsed: every sentence has the same z, and the decoder is a"
          + " language model.";
    }
    String unchecked =
        alive.unchecked().isEmpty()
            ? ""
            : " Not measured: %s.".formatted(String.join(", ", alive.unchecked()));
    return (alive.holds()
            ? "The latent variable is alive."
            : "The latent variable is not fully alive.")
        + unchecked;
  }
}
