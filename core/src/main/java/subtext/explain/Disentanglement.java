package subtext.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import subtext.config.Allowed;
import subtext.metric.Dci;
import subtext.metric.Factors;
import subtext.metric.MutualInformationGap;
import subtext.metric.Sap;
import subtext.use.Encode;
import subtext.use.Model;

/** How far a model's dimensions are each about one thing, on sentences of {@link Grammar}. */
public final class Disentanglement {
  private final Model model;

  /**
   * @throws subtext.error.InputException for a model without an autoencoder
   */
  public Disentanglement(Model model) {
    model.vae("explain");
    this.model = model;
  }

  /**
   * On what to measure.
   *
   * @param sentences of the grammar
   * @param seed of them
   */
  public record Request(int sentences, long seed) {
    public static final Request DEFAULT = new Request(5000, 1);

    public Request {
      Allowed.between("sentences", sentences, 100, 100_000);
    }
  }

  /**
   * What was measured.
   *
   * @param mig {@link MutualInformationGap}, in [0, 1]
   * @param disentanglement of {@link Dci}, in [0, 1]
   * @param completeness likewise
   * @param informativeness likewise
   * @param sap {@link Sap}, in [0, 0.5]
   */
  public record Measured(
      int sentences,
      double mig,
      double disentanglement,
      double completeness,
      double informativeness,
      double sap,
      List<Factor> factors) {
    public Measured {
      factors = List.copyOf(factors);
    }
  }

  /**
   * A factor of the grammar.
   *
   * @param values that it takes
   * @param dimension that knows most of it, from 1
   * @param information that this dimension has of it, as a share of the factor's entropy
   * @param second the dimension that knows second most, from 1
   * @param secondInformation likewise
   */
  public record Factor(
      String name,
      int values,
      int dimension,
      double information,
      int second,
      double secondInformation) {}

  /** The figures of posterior means. */
  public Measured measure(Request request) {
    List<Grammar.Sentence> sentences = Grammar.sentences(request.sentences, request.seed);
    List<String> texts = sentences.stream().map(Grammar.Sentence::text).toList();
    float[][] means =
        new Encode(model).encode(texts).stream().map(Encode.Encoding::mean).toArray(float[][]::new);
    Factors factors =
        new Factors(means, sentences.stream().map(Grammar.Sentence::factors).toArray(int[][]::new));
    MutualInformationGap mig = MutualInformationGap.of(factors);
    Dci dci = Dci.of(factors);
    return new Measured(
        request.sentences,
        mig.gap(),
        dci.disentanglement(),
        dci.completeness(),
        dci.informativeness(),
        Sap.of(factors).gap(),
        factors(mig));
  }

  private static List<Factor> factors(MutualInformationGap mig) {
    List<Factor> factors = new ArrayList<>();
    for (int k = 0; k < mig.entropies().length; k++) {
      double[] information = mig.information()[k];
      double entropy = mig.entropies()[k];
      List<Integer> order =
          IntStream.range(0, information.length)
              .boxed()
              .sorted((a, b) -> Double.compare(information[b], information[a]))
              .toList();
      int first = order.getFirst();
      int second = order.get(Math.min(1, order.size() - 1));
      factors.add(
          new Factor(
              Grammar.FACTORS.get(k).name(),
              Grammar.FACTORS.get(k).values().size(),
              first + 1,
              information[first] / entropy,
              second + 1,
              information[second] / entropy));
    }
    return factors;
  }
}
