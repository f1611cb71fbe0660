package subtext.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.tensor.Noise;
import subtext.use.Encode;
import subtext.use.Model;
import subtext.use.Write;
import subtext.use.Writing;

/** What a dimension of a latent space is about. */
public final class ExplainDimension {
  /** Correlations below it name nothing. */
  private static final double LEAST_CORRELATION = 0.1;

  /** Features that a name is made of, at most. */
  private static final int IN_NAME = 3;

  private final Model model;
  private final Reference reference;
  private final Associations associations;
  private final PriorMoments prior;

  /**
   * @throws subtext.error.InputException for a model without an autoencoder
   */
  public ExplainDimension(Model model, Reference reference) {
    this.model = model;
    this.reference = reference;
    prior = PriorMoments.of(model, 1);
    associations = new Associations(reference);
  }

  /**
   * What to explain.
   *
   * @param number of the dimension, from 1
   * @param texts whose dimension is changed, beside that of the prior's mean; where there are none,
   *     a sentence of the reference
   * @param steps values that the dimension takes
   * @param reach how far it is changed, in standard deviations of the prior to either side
   * @param words shown at either end
   * @param seed of the choice of a sentence
   */
  public record Request(
      int number, List<String> texts, int steps, double reach, int words, long seed) {
    public Request {
      texts = List.copyOf(texts);
      Allowed.between("steps", steps, 2, 1000);
      Allowed.above("reach", reach, 0);
      Allowed.between("words", words, 1, 1000);
    }

    public static Request of(int number) {
      return new Request(number, List.of(), 7, 3, 8, 1);
    }

    /** This with another seed. */
    public Request with(long other) {
      return new Request(number, texts, steps, reach, words, other);
    }
  }

  /**
   * A dimension, explained.
   *
   * @param number from 1
   * @param active whether the variance of its posterior means over the sentences is 0.01 or more
   * @param kl mean over the sentences, in nats; null where the KL does not fall into dimensions
   * @param name made of what goes together with it; of one that is dead or goes together with
   *     nothing, that
   * @param words with the highest correlations, and those with the lowest
   * @param labels likewise; none where the sentences have none
   * @param rules likewise: long, negation, question, past tense
   * @param traversals what is written as it changes; none where the model writes no text
   */
  public record Explained(
      int number,
      boolean active,
      double variance,
      @Nullable Double kl,
      String name,
      Ends words,
      Ends labels,
      Ends rules,
      List<Traversal> traversals) {
    public Explained {
      traversals = List.copyOf(traversals);
    }
  }

  /**
   * What goes together with a dimension.
   *
   * @param high highest correlations first
   * @param low lowest correlations first
   */
  public record Ends(List<Associated> high, List<Associated> low) {
    public Ends {
      high = List.copyOf(high);
      low = List.copyOf(low);
    }
  }

  /**
   * A feature of sentences.
   *
   * @param correlation of having it with the posterior mean, in [-1, 1]
   * @param sentences that have it
   */
  public record Associated(String name, double correlation, int sentences) {}

  /**
   * Sentences that differ in one dimension.
   *
   * @param text where it starts; null for the mean of the prior
   */
  public record Traversal(@Nullable String text, List<Step> steps) {
    public Traversal {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A sentence on the way.
   *
   * @param value of the dimension
   */
  public record Step(double value, String text) {}

  /**
   * What {@code request} asks for.
   *
   * @throws subtext.error.InputException if there is no such dimension
   */
  public Explained explain(Request request) {
    Allowed.between("dimension", request.number, 1, reference.dimensions());
    int dimension = request.number - 1;
    return new Explained(
        request.number,
        reference.isActive(dimension),
        reference.variance(dimension),
        reference.kl(dimension),
        name(dimension),
        ends(dimension, Associations.Kind.WORD, request.words),
        ends(dimension, Associations.Kind.LABEL, request.words),
        ends(dimension, Associations.Kind.RULE, request.words),
        model.writes() ? traversals(request) : List.of());
  }

  /** A name for {@code dimension}, from 0: what goes with it most, high values / low values. */
  String name(int dimension) {
    if (!reference.isActive(dimension)) {
      return "dead";
    }
    List<Associations.Association> strongest =
        Stream.of(Associations.Kind.values())
            .flatMap(kind -> associations.of(dimension, kind).stream())
            .filter(each -> Math.abs(each.correlation()) >= LEAST_CORRELATION)
            .sorted(Comparator.comparingDouble(each -> -Math.abs(each.correlation())))
            .limit(IN_NAME)
            .toList();
    String high = joined(strongest.stream().filter(each -> each.correlation() > 0));
    String low = joined(strongest.stream().filter(each -> each.correlation() < 0));
    if (strongest.isEmpty()) {
      return "nothing that words, labels or rules tell";
    }
    return (high.isEmpty() ? "other" : high) + (low.isEmpty() ? "" : " / " + low);
  }

  private static String joined(Stream<Associations.Association> associations) {
    return associations
        .map(
            each ->
                switch (each.kind()) {
                  case WORD -> "\"%s\"".formatted(each.name());
                  case LABEL, RULE -> each.name();
                })
        .collect(Collectors.joining(", "));
  }

  private Ends ends(int dimension, Associations.Kind kind, int count) {
    List<Associated> all =
        associations.of(dimension, kind).stream()
            .map(each -> new Associated(each.name(), each.correlation(), each.sentences()))
            .toList();
    return new Ends(
        all.stream().filter(each -> each.correlation > 0).limit(count).toList(),
        all.reversed().stream().filter(each -> each.correlation < 0).limit(count).toList());
  }

  private List<Traversal> traversals(Request request) {
    List<Traversal> traversals = new ArrayList<>();
    float[] middle = new float[prior.means().length];
    for (int d = 0; d < middle.length; d++) {
      middle[d] = (float) prior.means()[d];
    }
    traversals.add(traversal(null, middle, request));
    List<String> texts = request.texts.isEmpty() ? List.of(chosen(request.seed)) : request.texts;
    for (String text : texts) {
      traversals.add(traversal(text, new Encode(model).vector(text), request));
    }
    return traversals;
  }

  private String chosen(long seed) {
    int count = reference.sentences().size();
    double drawn = new Noise(seed, 0).uniform(Noise.Stream.ORDER, 3, 0, 0);
    return reference.sentences().get((int) (drawn * count)).text();
  }

  private Traversal traversal(@Nullable String text, float[] from, Request request) {
    int dimension = request.number - 1;
    float[][] z = new float[request.steps][];
    for (int s = 0; s < z.length; s++) {
      z[s] = from.clone();
      double share = 2.0 * s / (z.length - 1) - 1;
      z[s][dimension] =
          (float)
              (prior.means()[dimension] + share * request.reach * prior.deviations()[dimension]);
    }
    List<Write.Sentence> written = new Write(model).write(z, Writing.DEFAULT);
    return new Traversal(
        text,
        IntStream.range(0, z.length)
            .mapToObj(s -> new Step(z[s][dimension], written.get(s).text()))
            .toList());
  }
}
