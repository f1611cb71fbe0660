package subtext.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import subtext.config.Allowed;
import subtext.config.Binder;
import subtext.config.Node;
import subtext.data.Batches;
import subtext.data.DataConfig;
import subtext.data.Together;
import subtext.data.TokenCache;
import subtext.decoder.DecoderConfig;
import subtext.error.InputException;
import subtext.latent.PosteriorConfig;
import subtext.latent.PriorConfig;
import subtext.latent.SamplingPrior;
import subtext.model.ClassifierConfig;
import subtext.model.ModelConfig;
import subtext.model.ModelSpec;
import subtext.model.Task;
import subtext.objective.Bound;
import subtext.objective.FreeBits;
import subtext.objective.InferenceSteps;
import subtext.objective.ObjectiveConfig;
import subtext.text.TokensConfig;

/**
 * Everything that a training run depends on. A file says only what differs from the defaults.
 *
 * @param description one line for lists of recipes
 * @param language of the text as a code such as {@code en} or {@code zh}, for the report
 */
public record Recipe(
    String name,
    String description,
    String language,
    Task task,
    DataConfig data,
    TokensConfig tokens,
    ModelConfig model,
    ObjectiveConfig objective,
    SamplingConfig sampling,
    TrainConfig train) {
  /** Sections whose overrides hold for a run that starts from a trained model, too. */
  private static final Set<String> HEEDED_FROM_MODELS = Set.of("language", "model", "objective");

  public static final Recipe DEFAULT =
      new Recipe(
          "recipe",
          "",
          "en",
          Task.SENTENCE,
          DataConfig.DEFAULT,
          TokensConfig.DEFAULT,
          ModelConfig.DEFAULT,
          ObjectiveConfig.DEFAULT,
          SamplingConfig.DEFAULT,
          TrainConfig.DEFAULT);

  public Recipe {
    Allowed.demand(
        task != Task.CLASSIFY || !(model.classifier() instanceof ClassifierConfig.None),
        "model",
        "classifier none",
        "one of supervised, latents and semiSupervised as model.classifier of task classify");
    Allowed.demand(
        task != Task.CLASSIFY || objective.bound() instanceof Bound.Elbo,
        "objective",
        objective.bound(),
        "bound elbo with task classify");
    Allowed.demand(
        model.latent() >= 1 || task.isOfPairs() || task == Task.LANGUAGE_MODEL,
        "model.latent",
        model.latent(),
        "at least 1; task: language-model is the same decoder without z");
    Allowed.demand(
        sampling.prior() == SamplingPrior.STANDARD
            || !(model.posterior() instanceof PosteriorConfig.VonMisesFisher),
        "sampling.prior",
        sampling.prior(),
        "standard with posterior vonMisesFisher: a mixture of normal distributions has no points on"
            + " the sphere");
    if (task.isOfPairs()) {
      demandPairs(task, data, model, objective);
    }
    if (task == Task.TOPICS) {
      demand(task, data.unlabelled() == null, "data.unlabelled", "none");
    }
    if (task == Task.ANSWER) {
      demand(task, data.together() == Together.SOURCE, "data.together", "source");
      demand(task, objective.pretrainEpochs() == 0, "objective.pretrainEpochs", "0");
      demand(task, model.bagOfWords() == 0, "model.bagOfWords", "0");
    }
  }

  /** What a model of pairs would leave unread is refused. */
  private static void demandPairs(
      Task task, DataConfig data, ModelConfig model, ObjectiveConfig objective) {
    demand(task, objective.bound() instanceof Bound.Elbo, "objective.bound", "elbo");
    demand(
        task, objective.inference().equals(InferenceSteps.DEFAULT), "objective.inference", "joint");
    demand(task, model.prior() instanceof PriorConfig.Normal, "model.prior", "normal");
    demand(task, data.unlabelled() == null, "data.unlabelled", "none");
  }

  private static void demand(Task task, boolean holds, String key, String value) {
    if (!holds) {
      throw new InputException(
          "%s: with task %s it must be %s"
              .formatted(key, task.name().toLowerCase(Locale.ROOT), value));
    }
  }

  /** What says something else to this model than it seems to, or nothing, in sentences. */
  public List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    boolean free = !(objective.freeBits() instanceof FreeBits.None);
    boolean weighted = objective.bound() instanceof Bound.Iwae;
    if (weighted && free) {
      cautions.add("objective.freeBits: without effect with bound iwae");
    }
    if (weighted && model.bagOfWords() > 0) {
      cautions.add("model.bagOfWords: without effect with bound iwae");
    }
    if (!weighted && model.hasFixedDivergence() && (free || objective.rate() > 0)) {
      cautions.add(
          "objective.freeBits and objective.rate: without effect with this posterior, whose KL no"
              + " training changes");
    }
    if (!weighted
        && objective.freeBits() instanceof FreeBits.PerDimension
        && !model.hasFixedDivergence()
        && !model.hasDivergenceByDimension()) {
      cautions.add(
          "objective.freeBits: the KL of this posterior and prior does not fall into dimensions, so"
              + " the free nats are those of all together; kind total says so");
    }
    if (task == Task.LANGUAGE_MODEL) {
      idle(cautions, "on a language model, which has no latent variable");
    }
    if (task.isOfPairs() && model.latent() == 0) {
      idle(cautions, "where model.latent is 0");
    }
    if (task == Task.CLASSIFY && model.classifier() instanceof ClassifierConfig.Supervised) {
      idle(cautions, "on a supervised classifier, which has no latent variable");
    }
    idle(
        cautions,
        task != Task.CLASSIFY && !(model.classifier() instanceof ClassifierConfig.None),
        "model.classifier",
        "with another task than classify");
    idle(
        cautions,
        model.priorShare() > 0 && task != Task.TRANSLATE,
        "model.priorShare",
        "where no source says what the prior is");
    idle(
        cautions,
        task.isOfPairs() && sampling.prior() == SamplingPrior.MIXTURE,
        "sampling.prior",
        "where nothing is drawn without a source");
    if (train.averageEpochs() > 0 && model.posterior() instanceof PosteriorConfig.BatchNorm) {
      cautions.add(
          "train.averageEpochs: what posterior batchNorm knows of a batch's variance is averaged,"
              + " too, and is more than that of the averaged weights: the KL may fall below what"
              + " gamma promises");
    }
    idle(
        cautions,
        data.labelled() > 0 && task != Task.CLASSIFY,
        "data.labelled",
        "with another task than classify");
    idle(
        cautions,
        train.labelledBatch() > 0
            && (task != Task.CLASSIFY || model.classifier() instanceof ClassifierConfig.Supervised),
        "train.labelledBatch",
        "where no texts without labels are learnt from");
    return List.copyOf(cautions);
  }

  /** What is for a latent variable alone, on what has none. */
  private void idle(List<String> cautions, String why) {
    idle(cautions, !(objective.freeBits() instanceof FreeBits.None), "objective.freeBits", why);
    idle(cautions, objective.rate() > 0, "objective.rate", why);
    idle(cautions, objective.pretrainEpochs() > 0, "objective.pretrainEpochs", why);
    idle(cautions, !(objective.bound() instanceof Bound.Elbo), "objective.bound", why);
    idle(
        cautions,
        !objective.inference().equals(InferenceSteps.DEFAULT),
        "objective.inference",
        why);
    idle(cautions, model.bagOfWords() > 0, "model.bagOfWords", why);
    idle(cautions, model.priorShare() > 0, "model.priorShare", why);
    idle(cautions, sampling.prior() == SamplingPrior.MIXTURE, "sampling.prior", why);
  }

  private static void idle(List<String> cautions, boolean asked, String key, String why) {
    if (asked) {
      cautions.add("%s: without effect %s".formatted(key, why));
    }
  }

  /**
   * Reads {@code file} and applies {@code overrides} such as {@code train.epochs=3}.
   *
   * @throws subtext.error.InputException for an unknown key or a value out of range, with file,
   *     line and key
   */
  public static Recipe read(Path file, List<String> overrides) {
    return bind(Binder.read(file), overrides);
  }

  /** The defaults with {@code overrides}. */
  public static Recipe of(List<String> overrides) {
    return parse("defaults", "name: " + DEFAULT.name(), overrides);
  }

  /** As {@link #read}, from YAML text that errors call {@code source}. */
  public static Recipe parse(String source, String text, List<String> overrides) {
    return bind(Binder.yaml(source, text), overrides);
  }

  private static Recipe bind(Node tree, List<String> overrides) {
    Node whole = tree;
    for (String override : overrides) {
      whole = Binder.set(whole, override);
    }
    return Binder.bind(whole, Recipe.class);
  }

  /** This recipe with {@code overrides} such as {@code train.epochs=3}. */
  public Recipe with(List<String> overrides) {
    return bind(Binder.yaml(name, toYaml()), overrides);
  }

  /** This recipe for other data and tokens. */
  public Recipe with(DataConfig otherData, TokensConfig otherTokens) {
    return new Recipe(
        name,
        description,
        language,
        task,
        otherData,
        otherTokens,
        model,
        objective,
        sampling,
        train);
  }

  /** This recipe for another model. */
  public Recipe with(ModelConfig otherModel) {
    return new Recipe(
        name, description, language, task, data, tokens, otherModel, objective, sampling, train);
  }

  /**
   * This for going on with a trained model: what the model is stays, whatever this recipe's model
   * is, and no pretraining makes its decoder start anew.
   *
   * @param overrides as of {@link #read}; those of language, model and objective hold here too
   */
  public Recipe startingFrom(ModelSpec spec, List<String> overrides) {
    return continuing(spec)
        .with(
            overrides.stream()
                .filter(override -> HEEDED_FROM_MODELS.contains(Binder.section(override)))
                .toList());
  }

  private Recipe continuing(ModelSpec spec) {
    return new Recipe(
        name,
        description,
        spec.language(),
        spec.task(),
        data,
        spec.tokens(),
        spec.model(),
        objective.withoutPretraining(),
        sampling,
        train);
  }

  /** This with a decoder that begins as the language model {@code spec}. */
  public Recipe graftedOn(ModelSpec spec) {
    return new Recipe(
        name,
        description,
        spec.language(),
        task,
        data,
        spec.tokens(),
        model,
        objective,
        sampling,
        train);
  }

  /** The batches of {@code corpus} that training takes, of all processes. */
  public Batches batches(TokenCache corpus) {
    Batches all =
        takesBatchesForTheCorpus()
            ? Batches.mixed(corpus, train.batch(), train.seed())
            : Batches.shuffled(corpus, train.batch(), train.seed());
    if (task != Task.CLASSIFY) {
      return all;
    }
    return model.classifier() instanceof ClassifierConfig.Supervised
        ? all.labelled()
        : all.joining(train.labelledBatch());
  }

  /** Whether what is computed over a batch, which like lengths would bias, stands for all texts. */
  private boolean takesBatchesForTheCorpus() {
    return task == Task.TOPICS
        || objective.bound() instanceof Bound.InfoVae
        || (model.decoder() instanceof DecoderConfig.Bag bag && bag.normalize());
  }

  /** Every value, resolved, as YAML. */
  public String toYaml() {
    return Binder.yaml(this);
  }
}
