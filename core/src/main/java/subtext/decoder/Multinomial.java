package subtext.decoder;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import subtext.decoder.DecoderConfig.Bag.Topics;
import subtext.nn.BatchNorm;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.WordCounts;
import subtext.tensor.Autograd;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Ranked;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * The words of a document, drawn one by one from one distribution: -log p(x|z) = -sum_w c_w log
 * p_w(z), without the number of their orders, which no model changes. A document of unknown words
 * only has no nats. B batch, K topics (the dimensions of z), W words.
 */
public final class Multinomial implements Likelihood {
  private static final long TOPIC_DROPOUT = 203;

  private final DecoderConfig.Bag config;
  private final int vocabulary;
  private final Parameters parameters;
  private final Tensor weight_WK;
  private final @Nullable Tensor bias_W;
  private final @Nullable BatchNorm scores;
  private final Tensor share_K;
  private final Tensor coherence_K;

  Multinomial(DecoderConfig.Bag config, Space space, Parameters parameters, double bound) {
    this.config = config;
    this.vocabulary = space.vocabulary();
    this.parameters = parameters;
    int words = WordCounts.words(vocabulary);
    int topics = space.latent();
    Init init = new Init.Uniform(bound > 0 ? bound : Math.sqrt(6.0 / (words + topics)));
    weight_WK = parameters.create("decoder.words.weight", init, words, topics);
    bias_W = config.normalize() ? null : parameters.create("decoder.words.bias", Init.ZEROS, words);
    scores = config.normalize() ? BatchNorm.create(parameters, "decoder.words", words, 1) : null;
    share_K = parameters.constant("topics.share", Init.ZEROS, topics);
    coherence_K = parameters.constant("topics.npmi", Init.ZEROS, topics);
  }

  @Override
  public Tensor reconstruction_B(Observed x, @Nullable Tensor z_BZ, Pass pass) {
    Tensor counts_BW = WordCounts.of(x, vocabulary, parameters.type());
    Tensor logProbabilities_BW = scores_BW(Objects.requireNonNull(z_BZ), pass).logSoftmax(1);
    return logProbabilities_BW.mul(counts_BW).sum(1).neg();
  }

  private Tensor scores_BW(Tensor z_BZ, Pass pass) {
    Tensor weights_BK = hasShares() ? shares_BK(z_BZ) : z_BZ;
    Tensor kept_BK = pass.dropout(weights_BK, config.dropout(), TOPIC_DROPOUT);
    Tensor raw_BW = kept_BK.linear(weight_WK, bias_W).to(parameters.type());
    return scores == null ? raw_BW : scores.forward(raw_BW, pass.training());
  }

  /** The shares of the topics in documents, softmax(z): each row is above 0 and adds up to 1. */
  public Tensor shares_BK(Tensor z_BZ) {
    return z_BZ.softmax(1);
  }

  /** Whether topics are shares, and not directions of a z that may be negative. */
  public boolean hasShares() {
    return config.topics() == Topics.SOFTMAX;
  }

  /** Topics, K. */
  public int topics() {
    return Math.toIntExact(weight_WK.size(1));
  }

  /**
   * The token ids of the first {@code count} words of each topic [K][count]: those that are
   * likeliest where it has all of the shares, and for topics that are no shares those whose scores
   * it raises most. With normalised scores the first are more coherent than those of the largest
   * weights, which are rare words.
   */
  public int[][] topWords(int count) {
    int most = Math.toIntExact(Math.min(count, weight_WK.size(0)));
    try (Scope scope = Scope.open()) {
      long[] words = Autograd.without(() -> Ranked.top(topicScores_KW(), most).indices().toLongs());
      int[][] topics = new int[topics()][];
      for (int k = 0; k < topics.length; k++) {
        topics[k] =
            Arrays.stream(words, k * most, (k + 1) * most)
                .mapToInt(word -> WordCounts.id((int) word))
                .toArray();
      }
      return topics;
    }
  }

  private Tensor topicScores_KW() {
    Tensor raw_KW = weight_WK.transpose(0, 1).contiguous();
    if (!hasShares()) {
      return raw_KW;
    }
    return scores == null
        ? raw_KW.add(Objects.requireNonNull(bias_W))
        : scores.forward(raw_KW, /* training= */ false);
  }

  /**
   * Keeps, with the weights, what was found of the topics.
   *
   * @param shares mean share of each over the training documents [K]
   * @param coherence NPMI of each [K]
   */
  public void keep(double[] shares, double[] coherence) {
    try (Scope scope = Scope.open()) {
      Autograd.withoutResult(() -> share_K.copy_(Tensor.of(shares, shares.length)));
      Autograd.withoutResult(() -> coherence_K.copy_(Tensor.of(coherence, coherence.length)));
    }
  }

  /** The mean shares of the topics [K] that were kept; zeros before. */
  public double[] keptShares() {
    return share_K.toDoubles();
  }

  /** The NPMI of the topics [K] that was kept; zeros before. */
  public double[] keptCoherence() {
    return coherence_K.toDoubles();
  }

  @Override
  public long predictions(int length) {
    return length;
  }

  @Override
  public long scores(long time) {
    return vocabulary;
  }

  @Override
  public Device device() {
    return parameters.device();
  }
}
