package subtext.eval;

import java.util.Arrays;
import subtext.data.Batch;
import subtext.data.TokenCache;
import subtext.decoder.Multinomial;
import subtext.error.InputException;
import subtext.latent.Divergence;
import subtext.latent.Draw;
import subtext.latent.Posterior;
import subtext.metric.Interval;
import subtext.model.Network;
import subtext.model.Vae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Autograd;
import subtext.tensor.Noise;
import subtext.tensor.Scope;

/**
 * Measures a topic model on documents: in the type of its parameters, with dropout off, with one
 * draw of z a document, keyed by its number in the corpus. N documents, K topics.
 */
public final class TopicEvaluator {
  private final Vae vae;
  private final Multinomial topics;
  private final long seed;
  private final int batch;

  /**
   * @param seed of the draws of z, and of which documents are measured
   * @param batch documents at a time, at most
   * @throws InputException if the network is no topic model
   */
  public TopicEvaluator(Network network, long seed, int batch) {
    if (!(network instanceof Vae found) || !(found.likelihood() instanceof Multinomial words)) {
      throw new InputException("the model is no topic model: it has no topics");
    }
    this.vae = found;
    this.topics = words;
    this.seed = seed;
    this.batch = batch;
  }

  /** The topics of the model that is measured. */
  public Multinomial topics() {
    return topics;
  }

  /**
   * The figures of {@code corpus}.
   *
   * @param reference documents that say which words go together
   * @param most documents to measure, drawn by the seed; 0 for all
   */
  public TopicFigures evaluate(TokenCache corpus, TokenCache reference, long most) {
    Sentences documents = Sentences.of(corpus, most, seed);
    int n = documents.size();
    Latents latents = Latents.of(n, vae);
    double[] rec = new double[n];
    double[] kl = new double[n];
    boolean[] exact = {true};
    eachBatch(
        documents,
        (place, x, pass) -> {
          Posterior q = vae.posterior(x, pass);
          Draw draw = q.draw(pass.noise(), 0, pass.examples());
          latents.put(place, q, draw.z_BZ());
          put(vae.likelihood().reconstruction_B(x, draw.z_BZ(), pass).toDoubles(), rec, place);
          if (vae.posteriors().hasDensity()) {
            Divergence divergence = vae.prior().of(q, draw);
            put(divergence.nats_B().toDoubles(), kl, place);
            exact[0] &= divergence.exact();
          }
        });
    double[] nll = new double[n];
    Arrays.setAll(nll, i -> rec[i] + kl[i]);
    double[] perWord = new double[n];
    Arrays.setAll(perWord, i -> nll[i] / documents.length(i));
    return new TopicFigures(
        documents.predictions(topics),
        Interval.of(nll),
        Interval.of(perWord),
        Interval.of(rec),
        Interval.of(kl),
        exact[0],
        n == 1 ? null : latents.activeUnits(),
        topics.hasShares(),
        TopicCoherence.of(topics, reference));
  }

  /** The shares of the topics, softmax of the posterior's mean, in each document [N][K]. */
  public float[][] shares(TokenCache corpus) {
    float[][] shares = new float[Math.toIntExact(corpus.size())][];
    Sentences documents = Sentences.of(corpus, 0, seed);
    eachBatch(
        documents,
        (place, x, pass) -> {
          float[] rows = topics.shares_BK(vae.posterior(x, pass).location_BZ()).toFloats();
          int k = topics.topics();
          for (int b = 0; b < pass.examples().length; b++) {
            shares[(int) pass.examples()[b]] = Arrays.copyOfRange(rows, b * k, (b + 1) * k);
          }
        });
    return shares;
  }

  /** The mean over documents of {@code shares} [N][K]. */
  public static double[] mean(float[][] shares) {
    double[] mean = new double[shares[0].length];
    for (float[] document : shares) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += document[k] / (double) shares.length;
      }
    }
    return mean;
  }

  private static void put(double[] values, double[] target, int place) {
    System.arraycopy(values, 0, target, place, values.length);
  }

  /** What is done with the batch whose first document is at {@code place}. */
  private interface Work {
    void on(int place, Observed x, Pass pass);
  }

  private void eachBatch(Sentences documents, Work work) {
    int most = Math.min(batch, vae.likelihood().examplesAtATime(1));
    int count;
    for (int place = 0; place < documents.size(); place += count) {
      count = Math.min(most, documents.size() - place);
      int start = place;
      Batch part = documents.batch(place, count);
      try (Scope scope = Scope.open()) {
        Observed x = Observed.of(part, vae.parameters().device());
        Pass pass = Pass.evaluation(new Noise(seed, 0), part.examples());
        Autograd.withoutResult(() -> work.on(start, x, pass));
      }
    }
  }
}
