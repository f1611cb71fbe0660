package subtext.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.config.Binder;
import subtext.data.Batches;
import subtext.data.TokenCache;
import subtext.decoder.Decoder;
import subtext.error.InputException;
import subtext.error.TrainingException;
import subtext.model.Network;
import subtext.model.Vae;
import subtext.objective.InferenceSteps;
import subtext.objective.RateControl;
import subtext.recipe.Recipe;
import subtext.recipe.TrainConfig;
import subtext.schedule.LearningRate;
import subtext.store.Checkpoint;
import subtext.store.Checkpoints;
import subtext.store.RunFolder;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Optimizer;
import subtext.tensor.Parameters;
import subtext.tensor.Ranks;
import subtext.tensor.TensorData;
import subtext.tensor.Torch;
import subtext.tensor.WeightAverage;
import subtext.train.TrainingListener.Progress;

/**
 * Trains a model: gradient steps, epoch by epoch, until the validation set stops improving after
 * the last phase, or the epochs are over. Every checkpoint holds all that it needs to go on bit for
 * bit.
 */
public final class Trainer implements AutoCloseable {
  private static final String OPTIMIZER = "optimizer.";
  private static final String AVERAGE = "average.";
  private static final String GRAFT = "graft.";

  private final Recipe recipe;
  private final TrainConfig config;
  private final Network model;
  private final Phases phases;
  private final Optimizer optimizer;
  private final WeightAverage average;
  private final TrainingStep step;
  private final @Nullable EncoderSteps encoderSteps;
  private final Batches batches;
  private final List<Batches> parts;
  private final Ranks ranks;
  private final Common common;
  private final Validator validate;
  private final Checkpoints checkpoints;
  private final RunFolder run;
  private final TrainingListener listener;
  private final TrainState.Environment environment;
  private final AtomicBoolean stopAsked = new AtomicBoolean();

  /** What the decoder's weights become when it starts anew; empty for fresh ones. */
  private Map<String, TensorData> graft = Map.of();

  /**
   * Prepares to train {@code model}, whose weights are where training starts.
   *
   * @param validate looks at the validation set, without changing the model
   */
  Trainer(
      Recipe recipe,
      RunFolder run,
      Network model,
      TokenCache corpus,
      Validator validate,
      Ranks ranks,
      TrainingListener listener) {
    this.recipe = recipe;
    this.config = recipe.train();
    this.model = model;
    this.run = run;
    this.validate = validate;
    this.listener = listener;
    Device device = model.parameters().device();
    batches = recipe.batches(corpus);
    parts = parts(batches, ranks, config.accumulate());
    phases = new Phases(recipe.objective(), model.latent() > 0);
    optimizer = new Optimizer(config.optimizer(), model.parameters());
    step = new TrainingStep(model, optimizer, config, recipe.objective(), device, ranks);
    encoderSteps =
        recipe.objective().inference() instanceof InferenceSteps.Aggressive aggressive
            ? new EncoderSteps(aggressive)
            : null;
    this.ranks = ranks;
    common = new Common(ranks);
    average = new WeightAverage(model.parameters(), config.averageEpochs() * batches.count());
    checkpoints = new Checkpoints(run.checkpoints(), config.keepCheckpoints());
    environment =
        new TrainState.Environment(
            Torch.threads(),
            ranks.size(),
            Torch.version(),
            Torch.cpuCapability(),
            corpus.key(),
            batches.count());
  }

  /**
   * Asks a running training to save a checkpoint and stop after the step that it is at. Any thread
   * may call this.
   */
  public void stop() {
    stopAsked.set(true);
  }

  /** Looks at the validation set. */
  @FunctionalInterface
  interface Validator {
    /**
     * What it says of {@code model}, which is left as it is; {@code settled} if all phases are
     * over.
     */
    Validation validate(Network model, boolean settled);
  }

  /** How a training ended. */
  public enum Outcome {
    /** By its own rules; the model holds the best checkpoint's weights. */
    FINISHED,
    /** Because it was asked to; {@code --resume} goes on. */
    STOPPED
  }

  /**
   * Where the newest checkpoint of the run folder stands, whose weights the model takes, or the
   * start where there is none.
   *
   * @throws InputException if the checkpoint does not fit the recipe
   */
  TrainState restore() {
    return common.checkpoint(checkpoints::latest).map(this::restore).orElseGet(this::start);
  }

  /** The parts of each batch that this process computes, one after the other. */
  private static List<Batches> parts(Batches batches, Ranks ranks, int count) {
    return IntStream.range(0, count)
        .mapToObj(part -> batches.slice(ranks.rank() * count + part, ranks.size() * count))
        .toList();
  }

  /** Trains on from where {@link #restore} has found that the run stands. */
  Outcome train(TrainState from) {
    TrainState state = from;
    boolean validated = state.batch() < batches.count();
    try (Journal journal =
        ranks.isFirst()
            ? Journal.open(run, state.step(), validated, state.window().tokens())
            : new Journal.Unwritten()) {
      while (!isOver(state)) {
        if (phases.resetsDecoder(state.epoch()) && !state.decoderReset()) {
          state = resetDecoder(state);
        }
        state = epoch(state, journal);
        if (common.any(stopAsked.get())) {
          return Outcome.STOPPED;
        }
      }
    }
    common.checkpoint(checkpoints::best).ifPresent(best -> load(best.tensors()));
    average.settle();
    return Outcome.FINISHED;
  }

  /**
   * Starts the decoder from {@code weights}, which may hold others, too: at once, or where it would
   * start anew after pretraining.
   */
  void graft(Map<String, TensorData> weights) {
    if (!phases.resetDecoder()) {
      model.parameters().load(weights);
      return;
    }
    graft = new LinkedHashMap<>(weights);
    graft.keySet().removeIf(name -> !Decoder.owns(name));
  }

  /**
   * Saves the weights as they are as the checkpoint of step 0, for a run that starts from a trained
   * model.
   */
  void saveStart() {
    save(start(), Double.NaN);
  }

  private TrainState start() {
    return TrainState.start(Math.max(recipe.objective().rate(), 1), environment);
  }

  private boolean isOver(TrainState state) {
    Selection selection = state.selection();
    return state.batch() == 0
        && (state.epoch() >= config.epochs()
            || (state.epoch() > phases.settled()
                && config.patience() > 0
                && selection.stale() >= config.patience()));
  }

  private TrainState resetDecoder(TrainState state) {
    Parameters parameters = model.parameters();
    if (graft.isEmpty()) {
      listener.message("autoencoder pretraining is over: the decoder starts anew");
      parameters.reset(Decoder::owns, Noise.mix(config.seed()));
    } else {
      listener.message("autoencoder pretraining is over: the decoder becomes the language model");
      Map<String, TensorData> grafted = parameters.toData();
      grafted.putAll(graft);
      parameters.load(grafted);
      graft = Map.of();
    }
    optimizer.reset();
    average.reset();
    return state.afterDecoderReset();
  }

  /** The rest of the epoch that {@code from} stands in, and its validation. */
  private TrainState epoch(TrainState from, Journal journal) {
    TrainState state = from;
    while (state.batch() < batches.count()) {
      state = step(state, journal);
      boolean due = state.step() % checkpointSteps(state) == 0;
      boolean last = state.batch() == batches.count(); // a validation may be cut short
      boolean stop = common.any(stopAsked.get());
      if (due || last || stop) {
        journal.sync();
        save(state, Double.NaN);
      }
      if (stop) {
        return state;
      }
    }
    boolean settled = phases.isSettledAfter(state.epoch());
    long beginning = System.nanoTime();
    Validation validation =
        common.validation(average.inPlaceOfWeights(() -> validate.validate(model, settled)));
    boolean eligible = settled && validation.alive();
    int decayPatience = 0;
    int maxDecays = 0;
    if (config.schedule() instanceof LearningRate.Plateau plateau) {
      decayPatience = settled ? plateau.patience() : 0;
      maxDecays = plateau.maxDecays();
    }
    Selection selection =
        settled
            ? state
                .selection()
                .next(validation.bound(), state.step(), eligible, decayPatience, maxDecays)
            : Selection.START;
    if (selection.decays() > state.selection().decays()) {
      listener.message(
          "no better checkpoint for %d epochs: the learning rate decays".formatted(decayPatience));
    }
    journal.validation(state.step(), beginning, validation);
    listener.epoch(progress(state), validation.figures());
    state = state.afterEpoch(selection, lag(state, validation));
    journal.sync();
    save(state, eligible ? -validation.bound() : Double.NaN);
    return state;
  }

  /** Steps between checkpoints: fewer where each of them has many of the encoder before it. */
  private long checkpointSteps(TrainState state) {
    EncoderSteps own = encoderSteps(state, (double) state.epoch());
    return own == null
        ? config.checkpointSteps()
        : Math.max(1, config.checkpointSteps() / (1 + own.config().most()));
  }

  /** How the encoder steps alone at this point of training; null where it does not. */
  private @Nullable EncoderSteps encoderSteps(TrainState state, double epoch) {
    return phases.encoderMayLag(epoch) && !state.lag().caughtUp() ? encoderSteps : null;
  }

  private Lag lag(TrainState state, Validation validation) {
    if (encoderSteps(state, (double) state.epoch()) == null) {
      return state.lag();
    }
    Double mutualInformation = validation.figures().get("mi");
    Lag next = state.lag().next(mutualInformation == null ? -1 : mutualInformation);
    if (next.caughtUp()) {
      listener.message(
          mutualInformation == null
              ? "this posterior has no mutual information to tell whether the encoder lags: it"
                  + " takes no more steps of its own"
              : "the encoder has caught up: it takes no more steps of its own");
    }
    return next;
  }

  private TrainState step(TrainState state, Journal journal) {
    double epoch = state.epoch() + (double) state.batch() / batches.count();
    double rate = recipe.objective().rate();
    double weight = phases.weight(epoch) * (rate > 0 ? state.rate().weight() : 1);
    double rateFactor =
        config.schedule().factor(epoch, config.epochs(), state.selection().decays());
    Noise noise = new Noise(config.seed(), state.step());
    EncoderSteps own = encoderSteps(state, epoch);
    int taken =
        own == null ? 0 : own.run(n -> encoderStep(state.epoch(), noise, n, weight, rateFactor));
    StepReport report =
        model
            .parameters()
            .holding(
                name -> own != null && Vae.infers(name),
                () -> take(state.epoch(), state.batch(), noise, weight, rateFactor));
    RateControl control =
        rate > 0 && phases.at(epoch) != Phases.Phase.PRETRAIN
            ? state.rate().next(report.kl(), rate)
            : state.rate();
    TrainState next = state.afterStep(control, state.window().plus(report, taken));
    average.follow(next.step());
    listener.step(progress(next), report);
    if (next.step() % config.logSteps() == 0) {
      journal.training(next.step(), epoch, next.window(), weight, rateFactor);
      next = next.withWindow(TrainState.Window.EMPTY);
    }
    return next;
  }

  private StepReport take(long epoch, long batch, Noise noise, double weight, double rateFactor) {
    return step.take(
        parts.stream().map(part -> part.batch(epoch, batch)).toList(),
        batches.sentences(epoch, batch),
        noise,
        weight,
        rateFactor);
  }

  /** Step {@code number} of the encoder alone, before that whose noise is {@code noise}. */
  private StepReport encoderStep(
      long epoch, Noise noise, int number, double weight, double rateFactor) {
    Noise own = new Noise(Noise.mix(Noise.mix(noise.seed()) + number + 1), noise.step());
    long any = (long) (own.uniform(Noise.Stream.ORDER, 0, 0, 0) * batches.count());
    return model
        .parameters()
        .holding(name -> !Vae.infers(name), () -> take(epoch, any, own, weight, rateFactor));
  }

  private Progress progress(TrainState state) {
    double epoch = state.epoch() + (double) state.batch() / batches.count();
    String phase = phases.at(epoch).label();
    return new Progress(
        state.step(), state.epoch(), state.batch(), batches.count(), config.epochs(), phase);
  }

  private void save(TrainState state, double score) {
    if (!model.parameters().areFinite()) {
      throw new TrainingException(
          "step %d left weights that are not finite, so no checkpoint was made of them and the one before stands. A lower train.optimizer.learningRate may help"
              .formatted(state.step()));
    }
    if (!ranks.isFirst()) {
      return;
    }
    SequencedMap<String, TensorData> tensors = new LinkedHashMap<>(model.parameters().toData());
    optimizer.toData().forEach((name, data) -> tensors.put(OPTIMIZER + name, data));
    average.toData().forEach((name, data) -> tensors.put(AVERAGE + name, data));
    graft.forEach((name, data) -> tensors.put(GRAFT + name, data));
    checkpoints.save(new Checkpoint(state.step(), tensors, Binder.json(state), score));
    listener.saved(state.step());
  }

  private TrainState restore(Checkpoint checkpoint) {
    TrainState state =
        Binder.bind(
            Binder.json("checkpoint of step " + checkpoint.step(), checkpoint.state()),
            TrainState.class);
    String changes = environment.changes(state.environment());
    if (!changes.isEmpty()) {
      listener.message(
          "going on with %s: the numbers will not be those of an uninterrupted run"
              .formatted(changes));
    }
    try {
      load(checkpoint.tensors());
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "the checkpoint of step %d does not fit the recipe: %s. Resume without --set of what shapes the model, or begin a new run"
              .formatted(checkpoint.step(), e.getMessage()),
          e);
    }
    listener.message("going on from step " + state.step());
    return state.in(environment);
  }

  private void load(Map<String, TensorData> tensors) {
    model.parameters().load(tensors);
    optimizer.load(part(tensors, OPTIMIZER));
    average.load(part(tensors, AVERAGE));
    graft = part(tensors, GRAFT);
  }

  /** The tensors whose names begin with {@code prefix}, by the rest of their names. */
  private static Map<String, TensorData> part(Map<String, TensorData> tensors, String prefix) {
    Map<String, TensorData> part = new LinkedHashMap<>();
    tensors.forEach(
        (name, data) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), data);
          }
        });
    return part;
  }

  @Override
  public void close() {
    optimizer.close();
    average.close();
  }
}
