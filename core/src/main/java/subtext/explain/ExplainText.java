package subtext.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.latent.DiagonalGaussian;
import subtext.latent.Posterior;
import subtext.model.Vae;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;
import subtext.use.Model;
import subtext.use.Neighbours;
import subtext.use.Reconstruct;
import subtext.use.Texts;

/** What a model with a latent variable makes of a text, and which of its words do that. */
public final class ExplainText {
  private final Model model;
  private final Vae vae;
  private final @Nullable Reference reference;

  /**
   * @param reference for active dimensions and nearest sentences; null for neither
   * @throws subtext.error.InputException for a model without an autoencoder
   */
  public ExplainText(Model model, @Nullable Reference reference) {
    this.model = model;
    this.reference = reference;
    vae = model.vae("explain");
  }

  /**
   * What to explain.
   *
   * @param quantity that words move
   * @param method whose draws are for priors without a closed form alone
   * @param neighbours how many sentences
   */
  public record Request(String text, Quantity quantity, Method method, int neighbours) {
    public Request {
      Allowed.between("neighbours", neighbours, 0, 1000);
    }

    /** Which words make its KL. */
    public static Request of(String text) {
      return of(text, new Quantity.Kl());
    }

    /** Which words move {@code quantity}. */
    public static Request of(String text, Quantity quantity) {
      return new Request(text, quantity, Method.DEFAULT, 5);
    }
  }

  /**
   * One dimension of a posterior, beside the prior.
   *
   * @param number from 1
   * @param deviation standard; null where the posterior is no normal distribution
   * @param kl in nats; null where it does not fall into dimensions
   * @param active whether the model uses the dimension (variance of means of 0.01 or more); null
   *     without reference sentences
   */
  public record Dimension(
      int number,
      double mean,
      @Nullable Double deviation,
      double priorMean,
      double priorDeviation,
      @Nullable Double kl,
      @Nullable Boolean active) {}

  /**
   * A text, explained.
   *
   * @param dimensions by falling KL, or where it does not fall into dimensions by number
   * @param reconstruction greedily from the mean; null where the model writes no text
   * @param attribution which words move the quantity that was asked for
   * @param neighbours the nearest sentences of the reference, each once; none without one
   * @param cut whether the text is longer than the model reads
   * @param unfamiliar whether no letter of it was met in training, so that all of this says nothing
   */
  public record Explained(
      String text,
      List<Dimension> dimensions,
      @Nullable String reconstruction,
      Attribution attribution,
      List<Neighbours.Neighbour> neighbours,
      boolean cut,
      boolean unfamiliar) {
    public Explained {
      dimensions = List.copyOf(dimensions);
      neighbours = List.copyOf(neighbours);
    }
  }

  /**
   * What {@code request} asks for.
   *
   * @throws subtext.error.TextException if the text is blank
   */
  public Explained explain(Request request) {
    List<String> text = List.of(request.text);
    Texts.requireNoBlank(text, "is empty, so there is nothing to explain; leave it out");
    Texts read = new Texts(model, text);
    Method method = request.method;
    Moments moments = moments(read, method.seed());
    Attribution attribution =
        Input.of(model, read.tokens(0), method.seed()).attribute(request.quantity, method);
    return new Explained(
        request.text,
        dimensions(moments, PriorMoments.of(model, method.seed())),
        model.writes() ? new Reconstruct(model).reconstruct(request.text) : null,
        attribution,
        reference == null || request.neighbours == 0
            ? List.of()
            : reference.nearest(moments.mean, request.neighbours),
        read.isCut(0),
        read.isUnfamiliar(0));
  }

  /** A posterior; arrays [Z], empty where a distribution has no such. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Moments(float[] mean, double[] logVariance, double[] kl) {}

  private Moments moments(Texts read, long seed) {
    List<Moments> found = new ArrayList<>();
    read.eachBatch(
        new Noise(seed, 0),
        (places, x, pass) -> {
          Posterior q = vae.posterior(x, pass);
          Tensor kl_BD = vae.posteriors().hasDensity() ? vae.prior().exact_BD(q) : null;
          found.add(
              new Moments(
                  q.location_BZ().toFloats(),
                  q instanceof DiagonalGaussian gaussian
                      ? gaussian.logVariance_BZ().toDoubles()
                      : new double[0],
                  kl_BD != null && kl_BD.size(1) == vae.latent()
                      ? kl_BD.toDoubles()
                      : new double[0]));
        });
    return found.getFirst();
  }

  private List<Dimension> dimensions(Moments moments, PriorMoments prior) {
    List<Dimension> dimensions = new ArrayList<>();
    for (int d = 0; d < moments.mean.length; d++) {
      dimensions.add(
          new Dimension(
              d + 1,
              moments.mean[d],
              moments.logVariance.length == 0 ? null : Math.exp(moments.logVariance[d] / 2),
              prior.means()[d],
              prior.deviations()[d],
              moments.kl.length == 0 ? null : moments.kl[d],
              reference == null ? null : reference.isActive(d)));
    }
    if (moments.kl.length > 0) {
      dimensions.sort(Comparator.comparingDouble(dimension -> -moments.kl[dimension.number - 1]));
    }
    return dimensions;
  }
}
