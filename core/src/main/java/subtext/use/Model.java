package subtext.use;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.data.CorpusProgress;
import subtext.data.FeatureNetwork;
import subtext.data.Portion;
import subtext.data.SentenceFeatures;
import subtext.data.TokenCache;
import subtext.decoder.Decoder;
import subtext.encoder.EncoderConfig;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.error.Interruption;
import subtext.latent.FittedPrior;
import subtext.latent.Mixture;
import subtext.latent.Prior;
import subtext.latent.SamplingPrior;
import subtext.model.AnswerVae;
import subtext.model.LabelledVae;
import subtext.model.LanguageModel;
import subtext.model.ModelSpec;
import subtext.model.Network;
import subtext.model.TranslationVae;
import subtext.model.Vae;
import subtext.store.ModelFile;
import subtext.store.ModelParts;
import subtext.tensor.Autograd;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Precision;
import subtext.tensor.Scope;
import subtext.tensor.TensorData;
import subtext.tensor.Torch;
import subtext.text.Tokenizer;

/**
 * A trained model: network, tokenizer and what is known of them. The verbs of this package are made
 * for one.
 *
 * <p>Many threads may use a model at a time. Closing it waits until each has done the batch that it
 * is at, and frees the weights; who uses it later, or has more batches to do, gets an {@link
 * IllegalStateException}.
 *
 * <p>They should be platform threads. Whether gradients are recorded, and in which precision, the
 * engine keeps for each thread of the system; a virtual thread that blocks in a verb, as in a
 * {@link subtext.decoder.WritingListener} that writes to a socket, would leave both to others.
 */
public final class Model implements AutoCloseable {
  private final ModelSpec spec;
  private final Tokenizer tokenizer;
  private final Network network;
  private final @Nullable Mixture mixture;
  private final @Nullable SentenceFeatures features;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile Precision precision = Precision.FLOAT32;
  private boolean closed;

  /**
   * Puts a model together, which from now on owns {@code network}.
   *
   * @param mixture fitted to the aggregate posterior; null where there is none
   * @throws InputException if the encoder reads features of a pretrained network that the class
   *     path lacks
   */
  public Model(ModelSpec spec, Tokenizer tokenizer, Network network, @Nullable Mixture mixture) {
    this(spec, tokenizer, network, mixture, pretrained(spec));
  }

  private Model(
      ModelSpec spec,
      Tokenizer tokenizer,
      Network network,
      @Nullable Mixture mixture,
      @Nullable FeatureNetwork read) {
    int written =
        network.likelihood() instanceof Decoder decoder ? decoder.vocabulary() : spec.vocabulary();
    if (spec.vocabulary() != tokenizer.size() || tokenizer.size() != written) {
      throw new IllegalArgumentException(
          "the model has %d tokens, its network %d and its tokenizer %d"
              .formatted(spec.vocabulary(), written, tokenizer.size()));
    }
    if (network instanceof LabelledVae classifier && classifier.labels() != spec.labels().size()) {
      throw new IllegalArgumentException(
          "the model has %d labels, but its network %d"
              .formatted(spec.labels().size(), classifier.labels()));
    }
    if (spec.prior() == SamplingPrior.MIXTURE && mixture == null) {
      throw new IllegalArgumentException("samples are drawn from a mixture, and there is none");
    }
    if (mixture != null && mixture.dimensions() != spec.model().latent()) {
      throw new IllegalArgumentException(
          "the mixture has %d dimensions, but z has %d"
              .formatted(mixture.dimensions(), spec.model().latent()));
    }
    this.spec = spec;
    this.tokenizer = tokenizer;
    this.network = network;
    this.mixture = mixture;
    this.features = read == null ? null : new SentenceFeatures(read, tokenizer, Torch::threads);
  }

  private static @Nullable FeatureNetwork pretrained(ModelSpec spec) {
    EncoderConfig.Pretrained encoder = spec.model().pretrained(spec.task());
    return encoder == null ? null : encoder.find();
  }

  /** Loads a model for the processor; see {@link #load(Path, Device)}. */
  public static Model load(Path folder) {
    return load(folder, Device.CPU);
  }

  /**
   * Loads a model after checking every file against the manifest.
   *
   * @param folder of the model, or of the run that made it
   * @throws InputException if there is none, or the class path lacks the pretrained network that it
   *     reads features of
   * @throws CorruptFileException if a file is missing, damaged, or of another model
   * @throws subtext.error.VersionException if another version of Subtext wrote it
   */
  public static Model load(Path folder, Device device) {
    ModelParts parts = ModelFile.read(folder);
    ModelSpec spec = spec(folder, parts);
    FeatureNetwork read = pretrained(spec);
    Parameters parameters = Parameters.of(parts.weights(), device.available());
    try {
      Network network = Network.create(spec.task(), spec.model(), spec.vocabulary(), parameters);
      Tokenizer tokenizer = TokenizerFiles.load(parts.tokenizerFiles());
      return new Model(spec, tokenizer, network, Mixture.fromData(parts.weights()), read);
    } catch (InputException | IllegalArgumentException | ArithmeticException e) {
      parameters.close();
      throw unfit(folder, e);
    } catch (RuntimeException e) {
      parameters.close();
      throw e;
    }
  }

  private static ModelSpec spec(Path folder, ModelParts parts) {
    try {
      return Binder.bind(
          Binder.json(folder.resolve("config.json").toString(), parts.configJson()),
          ModelSpec.class);
    } catch (InputException e) {
      throw unfit(folder, e);
    }
  }

  private static CorruptFileException unfit(Path folder, RuntimeException e) {
    return new CorruptFileException(folder, "holds no model that fits: " + e.getMessage(), e);
  }

  /**
   * Writes the model folder {@code folder}, with a card that says what the model is; one that was
   * there is replaced as a whole.
   *
   * @throws InputException if there is a folder of that name that is no model, or holds a folder
   * @throws subtext.error.TrainingException if it cannot be written
   */
  public void save(Path folder) {
    Map<String, TensorData> weights = use(() -> new LinkedHashMap<>(network.parameters().toData()));
    if (mixture != null) {
      weights.putAll(mixture.toData());
    }
    ModelFile.write(
        folder,
        new ModelParts(
            Binder.json(spec), weights, TokenizerFiles.of(tokenizer), ModelCard.of(spec)));
  }

  public ModelSpec spec() {
    return spec;
  }

  public Tokenizer tokenizer() {
    return tokenizer;
  }

  public Network network() {
    return network;
  }

  /** The mixture fitted to the aggregate posterior, or null. */
  public @Nullable Mixture mixture() {
    return mixture;
  }

  /**
   * The mixture fitted to the aggregate posterior, as a prior.
   *
   * @throws InputException if there is none
   */
  public Prior fittedPrior() {
    if (mixture == null) {
      throw new InputException(
          ("prior: the model %s has no mixture; leave the prior out, or train with"
                  + " sampling.prior=mixture")
              .formatted(spec.name()));
    }
    return new FittedPrior(mixture);
  }

  public Device device() {
    return network.parameters().device();
  }

  /**
   * SHA-256 of configuration, tokenizer and weights, in hexadecimal: models that agree in it make
   * the same vector of a text, whatever else is said of them.
   */
  public String sha256() {
    return ModelHash.of(this);
  }

  /**
   * From now on computes matrix products in {@code precision}, or in float32 where the processor is
   * not made for it. In bfloat16 sentences are written twice as fast, and likelihoods are good to
   * three digits; they are float32 as long as nothing else is said.
   */
  public void computeIn(Precision precision) {
    this.precision = precision.suitedTo(device());
  }

  /**
   * {@code texts} as this model reads them: in its tokens, and with the features that its encoder
   * reads, if it reads those of a pretrained network.
   *
   * @param folder for what is made of the texts
   * @throws InputException if a line cannot be read, or has a label that a classifier does not know
   */
  public TokenCache corpus(Portion texts, Path folder, CorpusProgress progress) {
    TokenCache read = TokenCache.of(texts, tokenizer, folder);
    TokenCache corpus =
        network instanceof LabelledVae || network instanceof AnswerVae
            ? withOwnLabels(read, texts)
            : read;
    return features == null ? corpus : features.of(corpus, folder, progress);
  }

  private TokenCache withOwnLabels(TokenCache corpus, Portion texts) {
    for (String label : corpus.labels()) {
      if (!spec.labels().contains(label)) {
        throw new InputException(
            "%s: the model %s does not know the label '%s'; its labels are %s"
                .formatted(texts.file(), spec.name(), label, String.join(", ", spec.labels())));
      }
    }
    return corpus.withLabels(spec.labels());
  }

  /** {@code batch} with the features that the encoder reads, if it reads those of a network. */
  Batch readable(Batch batch) {
    return features == null ? batch : features.of(batch);
  }

  /**
   * Runs {@code work} in a scope of its own, without gradients, while the model cannot close. All
   * verbs do, batch by batch; an interrupt of their thread ends them between two batches.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public <T> T use(Supplier<T> work) {
    Interruption.check();
    lock.readLock().lock();
    try (Scope scope = Scope.open()) {
      if (closed) {
        throw new IllegalStateException("the model " + spec.name() + " is closed");
      }
      return Autograd.without(() -> precision.run(device(), work));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Whether it writes text of its own, and needs none to translate. */
  public boolean writes() {
    return network.likelihood() instanceof Decoder && !(network instanceof TranslationVae);
  }

  /**
   * Demands a model of text.
   *
   * @throws InputException for one of images
   */
  void demandText() {
    if (!spec.task().isOfText()) {
      throw new InputException(
          "the model %s reads and draws images, not text: draw some with subtext generate MODEL --out FILE.png, measure it with subtext evaluate"
              .formatted(spec.name()));
    }
  }

  /**
   * Demands a model that writes text of its own.
   *
   * @param verb that needs one, for the message
   * @throws InputException if it does not
   */
  public void demandWriter(String verb) {
    demandText();
    if (!writes()) {
      throw new InputException("%s: the model %s %s".formatted(verb, spec.name(), instead()));
    }
  }

  /**
   * The network as an autoencoder.
   *
   * @param verb that needs one, for the message
   * @throws InputException if it is none
   */
  public Vae vae(String verb) {
    Vae vae = network.asVae();
    if (vae == null) {
      throw new InputException("%s: the model %s %s".formatted(verb, spec.name(), instead()));
    }
    return vae;
  }

  /** What it is instead of an autoencoder of sentences. */
  String instead() {
    return switch (network) {
      case Vae vae -> "knows the topics of documents and writes no text; see subtext topics";
      case LanguageModel model ->
          "is a language model without a latent variable; it can only generate and score";
      case LabelledVae model ->
          "gives texts their labels, and has no autoencoder of sentences; train one with task"
              + " sentence, or with model.classifier latents";
      case TranslationVae model -> "translates, and does nothing else; see subtext translate";
      case AnswerVae model -> "finds answers, and does nothing else; see subtext answer";
    };
  }

  /**
   * The network as a classifier.
   *
   * @param verb that needs one, for the message
   * @throws InputException if it is none
   */
  LabelledVae classifier(String verb) {
    if (network instanceof LabelledVae classifier) {
      return classifier;
    }
    throw new InputException(
        "%s: the model %s gives no labels; train one that does on text with labels, by a recipe of task: classify such as wordnet-m2"
            .formatted(verb, spec.name()));
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        network.close();
        if (features != null) {
          features.close();
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
