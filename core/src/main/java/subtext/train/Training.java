package subtext.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.config.Binder;
import subtext.data.DataConfig;
import subtext.data.DataFolders;
import subtext.data.Dataset;
import subtext.data.FeatureNetwork;
import subtext.data.SentenceFeatures;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.data.TokenCache;
import subtext.encoder.EncoderConfig;
import subtext.error.InputException;
import subtext.error.TrainingException;
import subtext.eval.Alive;
import subtext.eval.Evaluation;
import subtext.eval.EvaluationSettings;
import subtext.eval.Examiner;
import subtext.eval.Figures;
import subtext.latent.Mixture;
import subtext.latent.SamplingPrior;
import subtext.model.AnswerVae;
import subtext.model.Graft;
import subtext.model.LabelledVae;
import subtext.model.ModelConfig;
import subtext.model.ModelSpec;
import subtext.model.Network;
import subtext.model.Task;
import subtext.recipe.Recipe;
import subtext.recipe.TrainConfig;
import subtext.store.ModelFile;
import subtext.store.RunFolder;
import subtext.store.RunLock;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Precision;
import subtext.tensor.Ranks;
import subtext.tensor.TensorData;
import subtext.tensor.Torch;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;
import subtext.use.Model;

/**
 * A training run: its folder and lock, its corpus, its network and the {@link Trainer} that brings
 * them together. Opened for a new run by {@link #begin}, for an interrupted one by {@link #resume}.
 */
public final class Training implements AutoCloseable {
  private final Recipe recipe;
  private final RunFolder run;
  private final RunLock lock;
  private final Ranks ranks;
  private final Dataset dataset;
  private final Network network;
  private final Trainer trainer;
  private final TrainingListener listener;

  /**
   * What is not learnt from the corpus, but there before.
   *
   * @param weights of a trained model by name; those of a mixture fitted to an earlier corpus are
   *     not read. Null for initial ones
   * @param labels of a trained classifier, by their ids; empty for a model of another kind
   * @param graft whether the weights are those of a language model, and the decoder's first
   */
  public record Start(
      Tokenizer tokenizer,
      @Nullable Map<String, TensorData> weights,
      List<String> labels,
      boolean graft) {
    /** Of a model of the same kind. */
    public Start(
        Tokenizer tokenizer, @Nullable Map<String, TensorData> weights, List<String> labels) {
      this(tokenizer, weights, labels, /* graft= */ false);
    }

    /** Of a model without labels. */
    public Start(Tokenizer tokenizer, @Nullable Map<String, TensorData> weights) {
      this(tokenizer, weights, List.of());
    }

    /** Of a language model, for a model that has its decoder and z. */
    public static Start graft(Tokenizer tokenizer, Map<String, TensorData> languageModel) {
      return new Start(tokenizer, languageModel, List.of(), /* graft= */ true);
    }
  }

  private Training(
      Recipe recipe,
      RunFolder run,
      RunLock lock,
      Ranks ranks,
      Dataset tokens,
      TrainingListener listener) {
    this.recipe = recipe;
    this.ranks = ranks;
    this.run = run;
    this.lock = lock;
    this.listener = listener;
    TrainConfig config = recipe.train();
    Torch.setThreads(
        config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads());
    this.dataset = withFeatures(Labels.told(recipe, tokens));
    Device device = Device.parse(config.device()).available();
    if (config.precision().suitedTo(device) != config.precision()) {
      listener.message(Precision.UNSUITED + ": training in float32");
    }
    Parameters parameters = new Parameters(device, DType.F32, config.seed());
    try {
      network =
          Network.create(recipe.task(), recipe.model(), dataset.tokenizer().size(), parameters);
      learnCounts();
      trainer = new Trainer(recipe, run, network, dataset.train(), this::validate, ranks, listener);
    } catch (RuntimeException e) {
      parameters.close();
      throw e;
    }
  }

  /** With the features that the recipe's encoder reads, if it reads those of a network. */
  private Dataset withFeatures(Dataset tokens) {
    EncoderConfig.Pretrained encoder = recipe.model().pretrained(recipe.task());
    if (encoder == null) {
      return tokens;
    }
    FeatureNetwork read = encoder.find();
    try (SentenceFeatures features =
        new SentenceFeatures(read, tokens.tokenizer(), Torch::threads)) {
      return tokens.withFeatures(
          features, data(run), (done, all) -> listener.reading(read.name(), done, all));
    }
  }

  /**
   * Begins a run in the new folder {@code out}: reads the corpus, learns the tokenizer and writes
   * the resolved recipe.
   *
   * @param start what to start from; null for a tokenizer of the corpus and initial weights
   * @throws InputException if the model is not made for the task, the data are missing or unfit, or
   *     the folder holds a run already, or other files
   */
  public static Training begin(
      Recipe recipe,
      DataFolders folders,
      Path out,
      @Nullable Start start,
      TrainingListener listener) {
    requireSuited(recipe, 1);
    Sources sources = Sources.find(recipe.data(), folders);
    Splits.requireColumns(recipe.data(), sources.train());
    Splits splits = Splits.of(recipe.data(), sources);
    if (recipe.task().isOfPairs() && !splits.train().hasSources()) {
      throw new InputException(
          "data.source: nothing says what the texts of %s %s; name a column of a .tsv, .csv or .jsonl file, or an ending such as .en for the same lines of another file"
              .formatted(sources.train(), recipe.task() == Task.ANSWER ? "answer" : "translate"));
    }
    RunFolder run = RunFolder.create(out);
    RunLock lock = RunLock.take(run);
    try {
      Tokenizer tokenizer = tokenizer(recipe, splits, start);
      makeFolder(data(run));
      Tokenizers.save(tokenizer, data(run));
      Dataset dataset = Labels.classes(recipe, splits, Dataset.of(splits, tokenizer, data(run)));
      Labels.requireSame(start, dataset);
      Recipe resolved = resolve(recipe, dataset, sources, splits);
      Training training = new Training(resolved, run, lock, Ranks.SINGLE, dataset, listener);
      try {
        if (start != null && start.weights() != null) {
          training.startFrom(start.weights(), start.graft());
        }
        run.write(run.recipe(), resolved.toYaml()); // last: what has a recipe can be resumed
        new Announcements(recipe, training.dataset, listener).tell(folders, sources, splits);
        Labels.tell(recipe, dataset, training.dataset, listener);
        return training;
      } catch (RuntimeException e) {
        training.free();
        throw e;
      }
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Demands what can be demanded before a text is read.
   *
   * @param processes that are to train together
   * @throws InputException if the model is not made for the task, or the recipe does not suit
   *     several processes
   */
  public static void requireSuited(Recipe recipe, int processes) {
    recipe.task().require(recipe.model(), recipe.tokens());
    Together.require(recipe, processes);
  }

  /**
   * This process's place in a training that several share, on texts that were read before. It goes
   * on from the newest checkpoint of the first process's run folder, if there is one; the run
   * folders of the others stay without.
   *
   * @param recipe with every value resolved, as {@link #resolved} gives it
   * @param folder made if it is missing; of this process alone
   * @throws InputException if the recipe does not suit several processes
   */
  public static Training together(
      Recipe recipe, Path folder, Dataset dataset, Ranks ranks, TrainingListener listener) {
    Together.require(recipe, ranks.size());
    makeFolder(folder);
    RunFolder run = new RunFolder(folder);
    RunLock lock = RunLock.take(run);
    try {
      return new Training(recipe, run, lock, ranks, Labels.known(recipe, dataset), listener);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * {@code recipe} with what it leaves open until the texts were read.
   *
   * @param tokens with the vocabulary that was learnt
   * @param labels how many classes there are; of a classifier alone
   * @throws InputException if the model is not made for the task
   */
  public static Recipe resolved(Recipe recipe, TokensConfig tokens, int labels) {
    recipe.task().require(recipe.model(), recipe.tokens());
    return recipe.with(recipe.data(), tokens).with(recipe.model().resolved(recipe.task(), labels));
  }

  /**
   * The classes of a classifier; none of a model of another kind.
   *
   * @param splits where the texts of {@code dataset} come from
   * @throws InputException if labels are missing
   */
  public static List<String> classes(Recipe recipe, Splits splits, Dataset dataset) {
    return recipe.task() == Task.CLASSIFY
        ? Labels.classes(recipe, splits, dataset).labels()
        : List.of();
  }

  private static Tokenizer tokenizer(Recipe recipe, Splits splits, @Nullable Start start) {
    if (!recipe.task().isOfText()) {
      return Tokenizers.ofNoText();
    }
    return start == null ? splits.tokenizer(recipe.tokens()) : splits.extend(start.tokenizer());
  }

  private void startFrom(Map<String, TensorData> weights, boolean graft) {
    Parameters parameters = network.parameters();
    try {
      if (graft) {
        trainer.graft(Graft.onto(parameters, weights));
      } else {
        parameters.load(weights);
      }
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "the recipe's model is not the one to start from: %s. Leave the section model of the recipe as it was"
              .formatted(e.getMessage()),
          e);
    }
    learnCounts();
    trainer.saveStart();
  }

  /**
   * Gives a classifier the p(y) of this corpus, and what finds answers its document frequencies,
   * whatever the model that it starts from had.
   */
  private void learnCounts() {
    if (network instanceof LabelledVae classifier) {
      classifier.learnPrior(dataset.train().labelCounts());
    }
    if (network instanceof AnswerVae finder) {
      TokenCache sentences = dataset.train();
      finder.learnWords(sentences.documentCounts(dataset.tokenizer().size()), sentences.size());
    }
  }

  /**
   * Goes on with the run in {@code folder}, from its newest checkpoint.
   *
   * @param overrides of its recipe, which from now on holds them
   * @throws InputException if they change how texts are read, or which labels are told; or if the
   *     model could not be written at the end
   */
  public static Training resume(Path folder, List<String> overrides, TrainingListener listener) {
    RunFolder run = RunFolder.open(folder);
    RunLock lock = RunLock.take(run);
    try {
      ModelFile.requireReplaceable(run.model());
      Recipe begun = Recipe.read(run.recipe(), List.of());
      Recipe changed = Recipe.read(run.recipe(), overrides);
      requireSameTokens(begun, changed);
      Labels.requireSame(begun, changed);
      requireSameAverage(begun, changed);
      requireSuited(changed, 1);
      Tokenizer tokenizer = Tokenizers.load(data(run));
      Sources sources = Sources.find(changed.data(), DataFolders.standard(null));
      Splits splits = Splits.of(changed.data(), sources);
      Dataset dataset = Labels.classes(changed, splits, Dataset.of(splits, tokenizer, data(run)));
      Recipe recipe = resolve(changed, dataset, sources, splits);
      return new Training(recipe, run, lock, Ranks.SINGLE, dataset, listener);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireSameTokens(Recipe begun, Recipe changed) {
    if (!begun.tokens().equals(changed.tokens())) {
      throw new InputException(
          "tokens: the run began with %s, by which its texts were read and its model is shaped; resume without --set of this section, or begin a new run"
              .formatted(Binder.json(begun.tokens())));
    }
  }

  /** The weights that were validated are those that are published. */
  private static void requireSameAverage(Recipe begun, Recipe changed) {
    boolean before = begun.train().averageEpochs() > 0;
    if (before != changed.train().averageEpochs() > 0) {
      throw new InputException(
          "train.averageEpochs: the run %s; resume without --set of it, or begin a new run"
              .formatted(
                  before
                      ? "has validated averages of its weights, which 0 would drop"
                      : "began without averages"));
    }
  }

  /** Where a run keeps its tokenizer and its corpus as token ids. */
  private static Path data(RunFolder run) {
    return run.path().resolve("data");
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new TrainingException("cannot make " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * The recipe with the files that were found, the vocabulary that was learnt, the network that is
   * read, the number of labels and the size of the images, so that it can be read anywhere.
   */
  private static Recipe resolve(Recipe recipe, Dataset dataset, Sources sources, Splits splits) {
    DataConfig data = recipe.data().at(sources);
    ModelConfig model = recipe.model();
    return recipe
        .with(data, dataset.tokenizer().config())
        .with(
            recipe.task().isOfText()
                ? model.resolved(recipe.task(), dataset.labels().size())
                : model.sized(splits.imageSize()));
  }

  /** Trains until the end, or until {@link #stop}. */
  public Trainer.Outcome train() {
    TrainState state = trainer.restore();
    if (ranks.isFirst()) {
      run.write(run.recipe(), recipe.toYaml()); // with what was changed on resuming: it fits
    }
    return trainer.train(state);
  }

  /** Asks for a checkpoint and an early end; any thread may call this. */
  public void stop() {
    trainer.stop();
  }

  private Validation validate(Network model, boolean settled) {
    TrainConfig config = recipe.train();
    EvaluationSettings settings =
        new EvaluationSettings(settled ? config.iwaeSamples() : 0, config.validationSentences());
    Figures found =
        new Examiner(model, config.seed(), validationBatch(config), dataset.train())
            .among(ranks)
            .validate(dataset.valid(), settings, dataset.tokenizer());
    Map<String, Double> figures = found.numbers();
    boolean alive = true;
    if (found instanceof Evaluation evaluation && evaluation.latent() > 0) {
      Alive verdict = Alive.judge(evaluation, recipe.objective().point(), null);
      alive = verdict.holds();
      figures.put("alive", alive ? 1.0 : 0.0);
      if (settled && !alive) {
        listener.message("the model is not alive: " + String.join("; ", verdict.advice()));
      }
    }
    return new Validation(found.bound(), alive, figures, details(model, found));
  }

  /** Sentences at a time: no more memory than a step needs. */
  private static int validationBatch(TrainConfig config) {
    return Math.max(1, 4 * config.batch() / config.accumulate());
  }

  /** What a page of the training shows of a model of texts. */
  private Map<String, Object> details(Network model, Figures found) {
    return found instanceof Evaluation evaluation && recipe.task().isOfText() && ranks.isFirst()
        ? Glimpse.of(
            new Model(spec(null, found), dataset.tokenizer(), model, null),
            evaluation,
            recipe.train().seed())
        : Map.of();
  }

  /** What the model file says of the model, as far as it is trained. */
  ModelSpec spec(@Nullable Mixture mixture, Figures figures) {
    return new ModelSpec(
        recipe.name(),
        recipe.task(),
        recipe.language(),
        recipe.tokens(),
        recipe.model(),
        dataset.tokenizer().size(),
        dataset.labels(),
        recipe.objective().point(),
        mixture == null ? SamplingPrior.STANDARD : SamplingPrior.MIXTURE,
        recipe.sampling().temperature(),
        figures.numbers());
  }

  /** Every value that this run depends on. */
  public Recipe recipe() {
    return recipe;
  }

  /** The processes that share this training. */
  Ranks ranks() {
    return ranks;
  }

  public RunFolder run() {
    return run;
  }

  public Dataset dataset() {
    return dataset;
  }

  /** The network, with the best checkpoint's weights once training has finished. */
  public Network network() {
    return network;
  }

  @Override
  public void close() {
    free();
    lock.close();
  }

  private void free() {
    trainer.close();
    network.close();
  }
}
