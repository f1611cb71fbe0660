package subtext.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.data.Batches;
import subtext.data.Dataset;
import subtext.data.TokenCache;
import subtext.eval.AnswerQuality;
import subtext.eval.AskedQuestion;
import subtext.eval.Evaluation;
import subtext.eval.EvaluationSettings;
import subtext.eval.Examiner;
import subtext.eval.Figures;
import subtext.eval.LabelEvaluator;
import subtext.eval.TopicEvaluator;
import subtext.eval.TopicFigures;
import subtext.eval.Translated;
import subtext.eval.TranslationQuality;
import subtext.latent.Mixture;
import subtext.latent.MixtureFit;
import subtext.latent.Posterior;
import subtext.latent.SamplingPrior;
import subtext.metric.MeanAveragePrecision;
import subtext.metric.MeanReciprocalRank;
import subtext.model.ClassifierConfig;
import subtext.model.LabelledVae;
import subtext.model.Task;
import subtext.model.Vae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.recipe.Recipe;
import subtext.recipe.SamplingConfig;
import subtext.store.RunFolder;
import subtext.tensor.Autograd;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.use.Generate;
import subtext.use.Images;
import subtext.use.Model;
import subtext.use.Topics;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes of a finished training what its run folder is for: the model, with the prior that new
 * sentences are drawn from, its evaluation on the test set (the validation set where there is none)
 * and its samples.
 */
public final class Publisher {
  /** Draws from the aggregate posterior that a mixture is fitted to, about. */
  private static final int DRAWS = 80_000;

  /** Of each sentence, at most. */
  private static final int DRAWS_OF_A_SENTENCE = 4;

  /** Sentences for each component, at least. */
  private static final int SENTENCES_OF_A_COMPONENT = 10;

  private static final int BATCH = 256;
  private static final int SAMPLES = 100;
  private static final int WORDS = 15;
  private static final double SMALLEST_VARIANCE = 1e-3;

  private final Training training;
  private final TrainingListener listener;

  public Publisher(Training training, TrainingListener listener) {
    this.training = training;
    this.listener = listener;
  }

  /** The model and what was found. Closing the model frees the training's network. */
  public record Published(Model model, Figures evaluation) {}

  /**
   * Evaluates and writes everything.
   *
   * @param iwaeSamples of the importance-weighted bound; 0 for none
   */
  public Published publish(int iwaeSamples) {
    return publish(evaluate(iwaeSamples));
  }

  /**
   * Measures the model. Of several processes all do this, and share the work.
   *
   * @param iwaeSamples of the importance-weighted bound; 0 for none
   */
  public Figures evaluate(int iwaeSamples) {
    Recipe recipe = training.recipe();
    Dataset dataset = training.dataset();
    if (training.network() instanceof LabelledVae classifier) {
      classifier.calibrate(
          new LabelEvaluator(classifier, recipe.train().seed(), BATCH, training.ranks())
              .validate(dataset.valid(), 0)
              .temperature());
    }
    listener.message("evaluating");
    return new Examiner(training.network(), recipe.train().seed(), BATCH, dataset.train())
        .among(training.ranks())
        .telling((done, all) -> listener.measuring(recipe.name(), done, all))
        .judge(
            heldOut(),
            new EvaluationSettings(iwaeSamples, 0),
            dataset.tokenizer(),
            recipe.objective().point(),
            null);
  }

  /** Writes everything. Of several processes the first does this, and needs no other for it. */
  public Published publish(Figures evaluation) {
    Recipe recipe = training.recipe();
    Dataset dataset = training.dataset();
    Vae vae = training.network().asVae();
    Mixture mixture = null;
    if (vae != null && recipe.sampling().prior() == SamplingPrior.MIXTURE) {
      listener.message("fitting the prior that sentences are drawn from");
      mixture = fit(vae, recipe.sampling(), recipe.train().seed());
    }
    if (recipe.model().classifier() instanceof ClassifierConfig.SemiSupervised
        && recipe.sampling().prior() == SamplingPrior.MIXTURE) {
      listener.message(
          "sampling.prior: this classifier draws z of its own prior, and no mixture is fitted");
    }
    if (evaluation instanceof TopicFigures found) {
      keep(found);
    }
    Model model =
        new Model(
            training.spec(mixture, evaluation), dataset.tokenizer(), training.network(), mixture);
    RunFolder run = training.run();
    model.save(run.model());
    run.write(evaluationFile(run), Binder.json(evaluation.toMap()));
    show(model, evaluation);
    return new Published(model, evaluation);
  }

  /** Writes what people look at first: topics, answers, samples or pictures. */
  private void show(Model model, Figures evaluation) {
    RunFolder run = training.run();
    long seed = training.recipe().train().seed();
    if (model.spec().task() == Task.TOPICS) {
      run.write(
          topicsFile(run),
          lines(new Topics(model).topics(WORDS).stream().map(Topics.Topic::toString)));
    } else if (evaluation instanceof AnswerQuality found) {
      run.write(answersFile(run), lines(found.questions().stream().map(Publisher::answers)));
    } else if (model.spec().task().isOfText()) {
      List<String> samples = samples(model, evaluation, seed);
      if (!samples.isEmpty()) {
        run.write(run.samples(), lines(samples.stream()));
      }
    } else if (evaluation instanceof Evaluation found) {
      new Pictures(new Images(model), found, heldOut(), seed).write(run);
    }
  }

  /** A question with all that was made of its candidates, as a line of JSON. */
  private static String answers(AskedQuestion asked) {
    SequencedMap<String, Object> fields = new LinkedHashMap<>();
    fields.put("question", asked.question());
    fields.put("average_precision", MeanAveragePrecision.of(asked.ranking()));
    fields.put("reciprocal_rank", MeanReciprocalRank.of(asked.ranking()));
    fields.put("candidates", asked.candidates().stream().map(Publisher::candidate).toList());
    return JsonMapper.shared().writeValueAsString(fields);
  }

  private static SequencedMap<String, Object> candidate(AskedQuestion.Candidate candidate) {
    SequencedMap<String, Object> fields = new LinkedHashMap<>();
    fields.put("line", candidate.line());
    fields.put("probability", candidate.probability());
    fields.put("right", candidate.right());
    fields.put("sentence", candidate.sentence());
    return fields;
  }

  /** New sentences, or the first translations; none of a model that writes no text. */
  private static List<String> samples(Model model, Figures evaluation, long seed) {
    if (evaluation instanceof TranslationQuality found) {
      return found.texts().stream().limit(SAMPLES).map(Translated::translation).toList();
    }
    return model.writes() ? new Generate(model).sentences(SAMPLES, seed) : List.of();
  }

  private TokenCache heldOut() {
    Dataset dataset = training.dataset();
    return dataset.test() == null ? dataset.valid() : dataset.test();
  }

  /** Where a run's evaluation stands. */
  public static Path evaluationFile(RunFolder run) {
    return run.path().resolve("evaluation.json");
  }

  private static String lines(Stream<String> lines) {
    return lines.collect(Collectors.joining("\n", "", "\n"));
  }

  /** Where the questions stand that a model was measured on, each with its ranked candidates. */
  public static Path answersFile(RunFolder run) {
    return run.path().resolve("answers.jsonl");
  }

  /** Where the words of a topic model's topics stand. */
  public static Path topicsFile(RunFolder run) {
    return run.path().resolve("topics.txt");
  }

  /** Keeps with a topic model what is known of its topics. */
  private void keep(TopicFigures found) {
    TopicEvaluator evaluator =
        new TopicEvaluator(training.network(), training.recipe().train().seed(), BATCH);
    double[] shares = TopicEvaluator.mean(evaluator.shares(training.dataset().train()));
    evaluator.topics().keep(shares, found.coherence().npmi());
  }

  /**
   * A mixture fitted to draws of z for the sentences of the training set, or as many of them as
   * there are draws. They are of any lengths: batches of like ones would be a few blocks of the
   * corpus, and no sample of it.
   */
  private Mixture fit(Vae vae, SamplingConfig config, long seed) {
    TokenCache sentences = training.dataset().train();
    Batches batches = Batches.mixed(sentences, BATCH, seed);
    int times = Math.clamp(DRAWS / sentences.size(), 1, DRAWS_OF_A_SENTENCE);
    List<float[]> draws = new ArrayList<>();
    for (long b = 0; b < batches.count() && draws.size() < DRAWS; b++) {
      Batch batch = batches.batch(0, b);
      draws.addAll(Autograd.without(() -> draws(vae, batch, times, seed)));
    }
    long most = Math.max(1, sentences.size() / SENTENCES_OF_A_COMPONENT);
    return new MixtureFit(
            (int) Math.min(config.components(), most), config.iterations(), SMALLEST_VARIANCE)
        .fit(draws.toArray(float[][]::new), seed)
        .spread(config.spread());
  }

  /** {@code times} draws of z for each sentence of {@code batch}. */
  private static List<float[]> draws(Vae vae, Batch batch, int times, long seed) {
    try (Scope scope = Scope.open()) {
      Pass pass = Pass.evaluation(new Noise(seed, 0), batch.examples());
      Posterior q = vae.posterior(Observed.of(batch, vae.parameters().device()), pass);
      List<float[]> draws = new ArrayList<>();
      for (int salt = 1; salt <= times; salt++) {
        float[] rows = q.draw(pass.noise(), salt, batch.examples()).z_BZ().toFloats();
        for (int row = 0; row < batch.batch(); row++) {
          draws.add(Arrays.copyOfRange(rows, row * vae.latent(), (row + 1) * vae.latent()));
        }
      }
      return draws;
    }
  }
}
