package subtext.decoder;

import java.util.function.Supplier;
import subtext.config.Allowed;
import subtext.data.ImageSize;
import subtext.nn.Cell;
import subtext.nn.Embedding;
import subtext.nn.TransformerConfig;
import subtext.tensor.Parameters;

/** What data are given their probability by. */
public sealed interface DecoderConfig {
  DecoderConfig DEFAULT = Recurrent.DEFAULT;

  /** Size of a token's vector; 0 for a decoder that reads none. */
  int embedding();

  /**
   * The decoder with fresh weights.
   *
   * @param embedding makes the table of the tokens' vectors, if they are read
   * @param bound of the uniform initial weights, 0 for a bound by their size
   */
  Likelihood create(
      Supplier<Embedding> embedding, Space space, Parameters parameters, double bound);

  /** What draws images, and writes no text. */
  interface OfImages {
    /**
     * This for images of {@code size}.
     *
     * @throws subtext.error.InputException if it is for images of another size
     */
    DecoderConfig sized(ImageSize size);
  }

  /**
   * A recurrent network: {@code rnn}, {@code gru} or {@code lstm}. z is joined to the input of
   * every step and sets the initial state.
   *
   * @param kind of cell
   * @param embedding size of a token's vector
   * @param hidden size of a state
   * @param layers stacked
   * @param tied whether a token's score is the product of its own input vector with the state,
   *     projected to the size of the embedding where it has another (Press and Wolf 2017)
   * @param skip whether a vector that is linear in z is added to the states that tokens are scored
   *     by, past the network (Dieng et al. 2019)
   * @param inputDropout on the embeddings, in [0, 1)
   * @param outputDropout on the top layer's states, in [0, 1)
   * @param recurrentDropout share of the weights from state to state that a training step goes
   *     without, the same ones at all times of all sentences, in [0, 1) (DropConnect: Wan et al.
   *     2013; of language models, Merity et al. 2018)
   * @param variationalDropout whether input and output drop the same numbers at all times of a
   *     sentence (Gal and Ghahramani 2016)
   * @param wordDropout share of input tokens replaced by {@code <unk>} in training, in [0, 1]
   *     (Bowman et al. 2016, section 3.2)
   * @param labelSmoothing share of each target that is spread evenly over the vocabulary in
   *     training, in [0, 1) (Szegedy et al. 2016, section 7)
   */
  record Recurrent(
      Cell kind,
      int embedding,
      int hidden,
      int layers,
      boolean tied,
      boolean skip,
      double inputDropout,
      double outputDropout,
      double recurrentDropout,
      boolean variationalDropout,
      double wordDropout,
      double labelSmoothing)
      implements DecoderConfig {
    public static final Recurrent DEFAULT =
        new Recurrent(Cell.LSTM, 256, 256, 1, false, false, 0.5, 0.5, 0, false, 0, 0);

    public Recurrent {
      Allowed.atLeast("embedding", embedding, 1);
      Allowed.atLeast("hidden", hidden, 1);
      Allowed.atLeast("layers", layers, 1);
      Allowed.share("inputDropout", inputDropout);
      Allowed.share("outputDropout", outputDropout);
      Allowed.share("recurrentDropout", recurrentDropout);
      Allowed.between("wordDropout", wordDropout, 0, 1);
      Allowed.share("labelSmoothing", labelSmoothing);
    }

    @Override
    public Decoder create(
        Supplier<Embedding> vectors, Space space, Parameters parameters, double bound) {
      return new RnnDecoder(this, vectors.get(), space, parameters, bound);
    }
  }

  /**
   * A Transformer that sees what it has written (Vaswani et al. 2017), normalised before each part
   * (Xiong et al. 2020).
   *
   * @param embedding size of a token's vector and of every state
   * @param layers stacked
   * @param heads of the attention, which divide {@code embedding}
   * @param feedForward size of the hidden layer after the attention
   * @param latent how z comes in
   * @param tied whether a token's score is the product of its own input vector with the state
   * @param skip as of {@link Recurrent}
   * @param dropout on the embeddings and on what each part adds, in [0, 1)
   * @param wordDropout as of {@link Recurrent}
   * @param labelSmoothing as of {@link Recurrent}
   */
  record Transformer(
      int embedding,
      int layers,
      int heads,
      int feedForward,
      Entry latent,
      boolean tied,
      boolean skip,
      double dropout,
      double wordDropout,
      double labelSmoothing)
      implements DecoderConfig {
    public static final Transformer DEFAULT =
        new Transformer(256, 2, 4, 1024, Entry.MEMORY, false, false, 0.1, 0, 0);

    /** How z comes into a Transformer. */
    public enum Entry {
      /** Every layer attends to vectors that are linear in z. */
      MEMORY,
      /** A vector that is linear in z is added to that of every token. */
      EMBEDDING,
      /** Such a vector stands before the first token. */
      PREFIX
    }

    public Transformer {
      TransformerConfig.check(embedding, layers, heads, feedForward, dropout);
      Allowed.between("wordDropout", wordDropout, 0, 1);
      Allowed.share("labelSmoothing", labelSmoothing);
    }

    TransformerConfig layersConfig() {
      return new TransformerConfig(embedding, layers, heads, feedForward, dropout);
    }

    @Override
    public Decoder create(
        Supplier<Embedding> vectors, Space space, Parameters parameters, double bound) {
      return new TransformerDecoder(this, vectors.get(), space, parameters, bound);
    }
  }

  /**
   * Images of black and white pixels. Grey ones are drawn black or white, white with the
   * probability that the grey says: {@link subtext.nn.Pixels#BINARY}.
   *
   * @param rows of an image; 0 until training has seen one
   * @param columns likewise
   * @param network from z to the probabilities
   */
  record Bernoulli(int rows, int columns, ImageNetworkConfig network)
      implements DecoderConfig, OfImages {
    public static final Bernoulli DEFAULT = new Bernoulli(0, 0, ImageNetworkConfig.DEFAULT);

    public Bernoulli {
      Allowed.atLeast("rows", rows, 0);
      Allowed.atLeast("columns", columns, 0);
    }

    @Override
    public Bernoulli sized(ImageSize found) {
      found.demandSaid("decoder", rows, columns);
      return new Bernoulli(found.rows(), found.columns(), network);
    }

    @Override
    public int embedding() {
      return 0;
    }

    @Override
    public Likelihood create(
        Supplier<Embedding> vectors, Space space, Parameters parameters, double bound) {
      return new BernoulliImages(this, space.latent(), parameters, bound);
    }
  }

  /**
   * Images of grey pixels, normally distributed around their means. A mean squared error is one of
   * fixed variance.
   *
   * @param rows of an image; 0 until training has seen one
   * @param columns likewise
   * @param network from z to the means
   * @param variance of every pixel; 0 for one that is learnt
   */
  record Gaussian(int rows, int columns, ImageNetworkConfig network, double variance)
      implements DecoderConfig, OfImages {
    public static final Gaussian DEFAULT = new Gaussian(0, 0, ImageNetworkConfig.DEFAULT, 0);

    public Gaussian {
      Allowed.atLeast("rows", rows, 0);
      Allowed.atLeast("columns", columns, 0);
      Allowed.atLeast("variance", variance, 0);
    }

    @Override
    public Gaussian sized(ImageSize found) {
      found.demandSaid("decoder", rows, columns);
      return new Gaussian(found.rows(), found.columns(), network, variance);
    }

    @Override
    public int embedding() {
      return 0;
    }

    @Override
    public Likelihood create(
        Supplier<Embedding> vectors, Space space, Parameters parameters, double bound) {
      return new GaussianImages(this, space.latent(), parameters, bound);
    }
  }

  /**
   * How often a document has each word, whatever their order: a multinomial distribution that z
   * gives at once.
   *
   * @param topics what of z weighs the topics
   * @param normalize whether the scores of the words are normalised over the batch, as in ProdLDA
   * @param dropout on what weighs the topics, in [0, 1)
   */
  record Bag(Topics topics, boolean normalize, double dropout) implements DecoderConfig {
    public static final Bag DEFAULT = new Bag(Topics.LINEAR, false, 0);

    /** What of z weighs the topics. */
    public enum Topics {
      /** z itself: p = softmax(R z + b), NVDM (Miao et al. 2016). */
      LINEAR,
      /** Shares, theta = softmax(z): p = softmax(beta theta), ProdLDA (Srivastava, Sutton 2017). */
      SOFTMAX
    }

    public Bag {
      Allowed.share("dropout", dropout);
    }

    @Override
    public int embedding() {
      return 0;
    }

    @Override
    public Multinomial create(
        Supplier<Embedding> vectors, Space space, Parameters parameters, double bound) {
      return new Multinomial(this, space, parameters, bound);
    }
  }
}
