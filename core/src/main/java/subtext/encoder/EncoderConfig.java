package subtext.encoder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.data.FeatureNetwork;
import subtext.data.ImageSize;
import subtext.error.InputException;
import subtext.nn.Activation;
import subtext.nn.Cell;
import subtext.nn.Embedding;
import subtext.nn.Pixels;
import subtext.nn.TransformerConfig;
import subtext.tensor.Parameters;

/** What reads sentences, or images. */
public sealed interface EncoderConfig {
  EncoderConfig DEFAULT = Recurrent.DEFAULT;

  /** Size of a token's vector; 0 for an encoder that reads none. */
  int embedding();

  /** Size of the features that come out. */
  int features();

  /**
   * The encoder with fresh weights.
   *
   * @param embedding makes the table of the tokens' vectors, if they are read
   * @param bound of the uniform initial weights, 0 for a bound by their size
   */
  Encoder create(Supplier<Embedding> embedding, Parameters parameters, double bound);

  /** What reads a sentence token by token, and could read other vectors in their place. */
  interface OfTokens {
    /** Size of the state of a token, for what attends to them. */
    int states();

    /** As of {@link EncoderConfig}. */
    TokenEncoder create(Supplier<Embedding> embedding, Parameters parameters, double bound);
  }

  /** What reads images, and no text. */
  interface OfImages {
    /**
     * This for images of {@code size}.
     *
     * @throws InputException if it is for images of another size
     */
    EncoderConfig sized(ImageSize size);
  }

  /**
   * A recurrent network: {@code rnn}, {@code gru} or {@code lstm}.
   *
   * @param kind of cell
   * @param embedding size of a token's vector
   * @param hidden size of a state, in each direction
   * @param layers stacked
   * @param bidirectional whether a second network reads from the end
   * @param pooling what of the states is kept
   * @param dropout on the embeddings, in [0, 1)
   */
  record Recurrent(
      Cell kind,
      int embedding,
      int hidden,
      int layers,
      boolean bidirectional,
      Pooling pooling,
      double dropout)
      implements EncoderConfig, OfTokens {
    public static final Recurrent DEFAULT =
        new Recurrent(Cell.LSTM, 256, 256, 1, false, Pooling.LAST, 0);

    public Recurrent {
      Allowed.atLeast("embedding", embedding, 1);
      Allowed.atLeast("hidden", hidden, 1);
      Allowed.atLeast("layers", layers, 1);
      Allowed.share("dropout", dropout);
    }

    @Override
    public int features() {
      return states() * pooling.parts();
    }

    @Override
    public int states() {
      return hidden * (bidirectional ? 2 : 1);
    }

    @Override
    public TokenEncoder create(Supplier<Embedding> vectors, Parameters parameters, double bound) {
      return new RnnEncoder(this, vectors.get(), parameters, bound);
    }
  }

  /**
   * A Transformer that sees the whole sentence (Vaswani et al. 2017), normalised before each part
   * (Xiong et al. 2020).
   *
   * @param embedding size of a token's vector and of every state
   * @param layers stacked
   * @param heads of the attention, which divide {@code embedding}
   * @param feedForward size of the hidden layer after the attention
   * @param pooling what of the states is kept
   * @param dropout on the embeddings and on what each part adds, in [0, 1)
   */
  record Transformer(
      int embedding, int layers, int heads, int feedForward, Pooling pooling, double dropout)
      implements EncoderConfig, OfTokens {
    public static final Transformer DEFAULT = new Transformer(256, 2, 4, 1024, Pooling.MEAN, 0.1);

    public Transformer {
      TransformerConfig.check(embedding, layers, heads, feedForward, dropout);
    }

    TransformerConfig layersConfig() {
      return new TransformerConfig(embedding, layers, heads, feedForward, dropout);
    }

    @Override
    public int states() {
      return embedding;
    }

    @Override
    public int features() {
      return embedding * pooling.parts();
    }

    @Override
    public TokenEncoder create(Supplier<Embedding> vectors, Parameters parameters, double bound) {
      return new TransformerEncoder(this, vectors.get(), parameters, bound);
    }
  }

  /**
   * The mean of the tokens' vectors, whatever their order, and a hidden layer above it.
   *
   * @param embedding size of a token's vector
   * @param hidden size of the layer
   * @param dropout on the embeddings, in [0, 1)
   */
  record Bag(int embedding, int hidden, double dropout) implements EncoderConfig, OfTokens {
    public static final Bag DEFAULT = new Bag(256, 256, 0);

    public Bag {
      Allowed.atLeast("embedding", embedding, 1);
      Allowed.atLeast("hidden", hidden, 1);
      Allowed.share("dropout", dropout);
    }

    @Override
    public int states() {
      return embedding;
    }

    @Override
    public int features() {
      return hidden;
    }

    @Override
    public TokenEncoder create(Supplier<Embedding> vectors, Parameters parameters, double bound) {
      return create("encoder", vectors, parameters, bound);
    }

    /** The same as what the names of whose parameters begin with {@code name}. */
    public TokenEncoder create(
        String name, Supplier<Embedding> vectors, Parameters parameters, double bound) {
      return new BagEncoder(this, name, vectors.get(), parameters, bound);
    }
  }

  /**
   * What a frozen pretrained network makes of the sentence, and a hidden layer above it. The model
   * names the network, and does not hold it.
   *
   * @param network name of the {@link FeatureNetwork}
   * @param dimensions of its features; 0 until training has found it
   * @param sha256 of its file; null until training has found it
   * @param hidden size of the layer
   * @param dropout on the network's features, in [0, 1)
   */
  record Pretrained(
      String network, int dimensions, @Nullable String sha256, int hidden, double dropout)
      implements EncoderConfig {
    public static final Pretrained DEFAULT = new Pretrained("minilm", 0, null, 256, 0.1);

    public Pretrained {
      Allowed.atLeast("dimensions", dimensions, 0);
      Allowed.atLeast("hidden", hidden, 1);
      Allowed.share("dropout", dropout);
    }

    /**
     * The network.
     *
     * @throws InputException if the class path has none of that name, or another than the one that
     *     was trained with
     */
    public FeatureNetwork find() {
      FeatureNetwork found = FeatureNetwork.find(network);
      if (sha256 != null && !sha256.equals(found.sha256())) {
        throw new InputException(
            "the encoder was trained on features of the network %s with SHA-256 %s, but the one on the class path has %s, whose features mean something else; take the version of subtext-features that it was trained with, or train anew"
                .formatted(network, sha256, found.sha256()));
      }
      return found;
    }

    /** The same with what the network says of itself. */
    public Pretrained resolved() {
      FeatureNetwork found = find();
      return new Pretrained(network, found.dimensions(), found.sha256(), hidden, dropout);
    }

    @Override
    public int embedding() {
      return 0;
    }

    @Override
    public int features() {
      return hidden;
    }

    @Override
    public Encoder create(Supplier<Embedding> vectors, Parameters parameters, double bound) {
      return new PretrainedEncoder(this, parameters, bound);
    }
  }

  /**
   * Hidden layers that read all pixels of an image at once.
   *
   * @param rows of an image; 0 until training has seen one
   * @param columns likewise
   * @param pixels how they are read
   * @param hidden size of a layer
   * @param layers of them
   * @param dropout on the last layer, in [0, 1)
   */
  record Dense(int rows, int columns, Pixels pixels, int hidden, int layers, double dropout)
      implements EncoderConfig, OfImages {
    public static final Dense DEFAULT = new Dense(0, 0, Pixels.GREY, 400, 1, 0);

    public Dense {
      Allowed.atLeast("rows", rows, 0);
      Allowed.atLeast("columns", columns, 0);
      Allowed.atLeast("hidden", hidden, 1);
      Allowed.atLeast("layers", layers, 1);
      Allowed.share("dropout", dropout);
    }

    ImageSize size() {
      return new ImageSize(rows, columns);
    }

    @Override
    public Dense sized(ImageSize found) {
      found.demandSaid("encoder", rows, columns);
      return new Dense(found.rows(), found.columns(), pixels, hidden, layers, dropout);
    }

    @Override
    public int embedding() {
      return 0;
    }

    @Override
    public int features() {
      return hidden;
    }

    @Override
    public Encoder create(Supplier<Embedding> vectors, Parameters parameters, double bound) {
      return new DenseEncoder(this, parameters, bound);
    }
  }

  /**
   * Two convolutions that halve rows and columns, and a hidden layer above them.
   *
   * @param rows of an image, a multiple of 4; 0 until training has seen one
   * @param columns likewise
   * @param pixels how they are read
   * @param channels of the first convolution; the second has twice as many
   * @param hidden size of the layer
   * @param dropout on it, in [0, 1)
   */
  record Convolution(int rows, int columns, Pixels pixels, int channels, int hidden, double dropout)
      implements EncoderConfig, OfImages {
    public static final Convolution DEFAULT = new Convolution(0, 0, Pixels.GREY, 32, 256, 0);

    public Convolution {
      Allowed.atLeast("rows", rows, 0);
      Allowed.atLeast("columns", columns, 0);
      Allowed.atLeast("channels", channels, 1);
      Allowed.atLeast("hidden", hidden, 1);
      Allowed.share("dropout", dropout);
    }

    ImageSize size() {
      return new ImageSize(rows, columns);
    }

    @Override
    public Convolution sized(ImageSize found) {
      found.demandSaid("encoder", rows, columns);
      found.demandQuarters();
      return new Convolution(found.rows(), found.columns(), pixels, channels, hidden, dropout);
    }

    @Override
    public int embedding() {
      return 0;
    }

    @Override
    public int features() {
      return hidden;
    }

    @Override
    public Encoder create(Supplier<Embedding> vectors, Parameters parameters, double bound) {
      return new ConvolutionEncoder(this, parameters, bound);
    }
  }

  /**
   * Layers above how often a document has each word, whatever their order (Miao et al. 2016).
   *
   * @param hidden size of each layer
   * @param layers stacked
   * @param activation of each
   * @param logarithm whether log(1 + count) is read, instead of the count
   * @param wordDropout share of the vocabulary that is not read, anew for each document, in [0, 1)
   * @param dropout on the last layer, in [0, 1)
   */
  record Counts(
      int hidden,
      int layers,
      Activation activation,
      boolean logarithm,
      double wordDropout,
      double dropout)
      implements EncoderConfig {
    public static final Counts DEFAULT = new Counts(256, 2, Activation.SOFTPLUS, true, 0, 0.2);

    public Counts {
      Allowed.atLeast("hidden", hidden, 1);
      Allowed.atLeast("layers", layers, 1);
      Allowed.share("wordDropout", wordDropout);
      Allowed.share("dropout", dropout);
    }

    /** A word's row of the first layer is its vector. */
    @Override
    public int embedding() {
      return hidden;
    }

    @Override
    public int features() {
      return hidden;
    }

    @Override
    public Encoder create(Supplier<Embedding> vectors, Parameters parameters, double bound) {
      return new CountsEncoder(this, vectors.get(), parameters, bound);
    }
  }

  /**
   * The words of a document, and what a pretrained network makes of it: combined topic models
   * (Bianchi et al. 2021).
   */
  record Combined(Counts counts, Pretrained pretrained) implements EncoderConfig {
    public static final Combined DEFAULT = new Combined(Counts.DEFAULT, Pretrained.DEFAULT);

    /** The same with what the network says of itself. */
    public Combined resolved() {
      return new Combined(counts, pretrained.resolved());
    }

    @Override
    public int embedding() {
      return counts.embedding();
    }

    @Override
    public int features() {
      return counts.features() + pretrained.features();
    }

    @Override
    public Encoder create(Supplier<Embedding> vectors, Parameters parameters, double bound) {
      return new CombinedEncoder(
          counts.create(vectors, parameters, bound), pretrained.create(vectors, parameters, bound));
    }
  }
}
