package subtext.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.data.DataConfig;
import subtext.data.DataFolders;
import subtext.data.Portion;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.eval.AnswerQuality;
import subtext.eval.ControlQuality;
import subtext.eval.EvaluationSettings;
import subtext.eval.Evaluator;
import subtext.eval.Examiner;
import subtext.eval.Figures;
import subtext.eval.GenerationQuality;
import subtext.eval.GenerationSettings;
import subtext.latent.Prior;
import subtext.latent.SamplingPrior;
import subtext.model.LanguageModel;
import subtext.model.Task;
import subtext.model.Vae;
import subtext.recipe.Recipe;
import subtext.store.RunFolder;
import subtext.store.TemporaryFolder;
import subtext.use.Model;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "evaluate",
    description = "Measures a model on a file of sentences, or on its own test split.",
    footer = {
      "",
      "Examples:",
      "  subtext evaluate runs/mine test.txt",
      "  subtext evaluate runs/mine                   the split that training did not see",
      "  subtext evaluate runs/mine test.txt --iwae 50 --json",
      "  subtext evaluate runs/mine --prior mixture   with the prior that sentences are drawn from",
      "  subtext evaluate runs/translator test.de --source .en",
      "  subtext evaluate runs/translator --against runs/twin",
      "  subtext evaluate runs/answers test.tsv --source 2 --text 3 --label 4",
      "  subtext evaluate runs/mine --language-model runs/baseline",
      "  subtext evaluate runs/mine --generation --judge runs/baseline",
      "  subtext evaluate runs/reviews --rewrite --judge-classifier runs/other"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int BATCH = 256;

  /** What a topic model can be measured with. */
  private static final Set<String> FOR_TOPICS =
      Set.of("--text", "--label", "--source", "--seed", "--json");

  /** What no importance-weighted bound is measured of. */
  private static final Set<Task> BOUNDLESS =
      EnumSet.of(Task.CLASSIFY, Task.ANSWER, Task.LANGUAGE_MODEL);

  @Spec private CommandSpec spec;
  @ParentCommand private Subtext subtext;
  @Mixin private ModelArgument model;
  @Mixin private MeasuredTexts measured;
  @Mixin private GenerationOptions generation;
  @Mixin private ControlOptions control;
  @Mixin private RivalOption rival;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "One text a line, or .tsv, .csv, .jsonl; also with .gz. Default: the test split of the"
              + " run MODEL, or its validation split where there is none.")
  private @Nullable Path file;

  @Option(
      names = "--iwae",
      paramLabel = "K",
      defaultValue = "500",
      description =
          "Samples of the importance-weighted bound, 0 for none. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the draws of z and of new sentences. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--language-model",
      paramLabel = "MODEL",
      description = "Compare with the mean nats of this language model of the same text.")
  private @Nullable String languageModel;

  @Option(
      names = "--prior",
      paramLabel = "PRIOR",
      defaultValue = "standard",
      description =
          "What kl and both bounds are measured against: standard, the prior that the model was"
              + " trained with, or mixture, the one that was fitted to its posteriors afterwards"
              + " (sampling.prior). Default: ${DEFAULT-VALUE}.")
  private SamplingPrior prior;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    control.require(spec);
    GenerationSettings settings = generation.settings(seed, control.wanted());
    try (Model loaded = model.load(subtext);
        GenerationOptions.Reader reader = generation.reader(subtext);
        TemporaryFolder folder = TemporaryFolder.make("subtext-evaluate")) {
      boolean topics = loaded.spec().task() == Task.TOPICS;
      if (topics) {
        GivenOptions.refuse(
            spec,
            name -> !FOR_TOPICS.contains(name),
            "%s knows topics, and nothing of the kind is measured of them"
                .formatted(loaded.spec().name()));
      }
      if (BOUNDLESS.contains(loaded.spec().task()) && samples > 0) {
        GivenOptions.refuse(
            spec, "--iwae"::equals, "no bound of samples is measured of " + loaded.spec().name());
      }
      if (settings != null) {
        loaded.demandWriter("--generation");
      }
      requireLikelihood(loaded);
      Prior against = against(loaded);
      rival.require(loaded);
      rival.require(subtext);
      Portion texts = measured.of(loaded, file, control.wanted(), this::heldOut);
      try (ControlOptions.Prepared rewriting =
          control.prepare(
              subtext,
              new ControlOptions.Writer(loaded, model.folder(subtext)),
              texts,
              reader == null ? null : reader.model(),
              seed,
              folder.path())) {
        Double baseline =
            languageModel == null ? null : languageModelNll(languageModel, texts, folder.path());
        TokenCache corpus = corpus(loaded, texts, folder.path().resolve("model"));
        TokenCache reference = topics ? reference(loaded, folder.path()) : null;
        Figures found = judge(loaded, corpus, reference, baseline, against);
        RivalOption.Compared compared =
            rival.compare(subtext, found, seed, other -> translations(other, texts, folder.path()));
        GenerationQuality quality =
            settings == null
                ? null
                : new GenerationMeasurement(subtext.streams(), loaded, texts, folder.path())
                    .measure(settings, trained(), reader);
        ControlQuality controlled = rewriting == null ? null : rewriting.measure();
        Map<String, Double> beside =
            found instanceof AnswerQuality answers
                ? AnswerBaseline.of(answers.questions())
                : Map.of();
        print(baseline, found, beside, compared, quality, controlled);
      }
    }
    return 0;
  }

  private Figures judge(
      Model loaded,
      TokenCache corpus,
      @Nullable TokenCache reference,
      @Nullable Double baseline,
      @Nullable Prior against) {
    LiveLine line = LiveLine.on(subtext.streams());
    Figures found =
        new Examiner(loaded.network(), seed, BATCH, reference)
            .under(against)
            .telling((done, all) -> line.measuring(loaded.spec().name(), done, all))
            .judge(
                corpus,
                new EvaluationSettings(samples, 0),
                loaded.tokenizer(),
                loaded.spec().point(),
                baseline);
    line.end();
    return found;
  }

  private Figures translations(Model other, Portion texts, Path folder) throws IOException {
    return judge(other, corpus(other, texts, folder.resolve("against")), null, null, null);
  }

  /** What --prior asks for instead of the model's own; null for that. */
  private @Nullable Prior against(Model loaded) {
    if (prior == SamplingPrior.STANDARD) {
      return null;
    }
    if (!(loaded.network() instanceof Vae)) {
      throw new InputException(
          "--prior mixture: no bound of %s is against a prior of its z; leave the option out"
              .formatted(loaded.spec().name()));
    }
    return loaded.fittedPrior();
  }

  /** A language model to compare with says something of a model that bounds its likelihood. */
  private void requireLikelihood(Model loaded) {
    if (languageModel != null && !(loaded.network() instanceof Vae)) {
      throw new InputException(
          loaded.network() instanceof LanguageModel
              ? "--language-model: %s is a language model itself; evaluate both, and compare"
                  .formatted(loaded.spec().name())
              : "--language-model: %s gives no sentence a probability; leave the option out"
                  .formatted(loaded.spec().name()));
    }
  }

  private Portion heldOut() {
    Supplier<Splits> splits = trained();
    if (splits == null) {
      throw new InputException(
          "which texts? %s is no run with a test split of its own; give a FILE"
              .formatted(model.folder(subtext)));
    }
    return splits.get().heldOut();
  }

  /** The splits that the model was trained on; null where it is no run. */
  private @Nullable Supplier<Splits> trained() {
    RunFolder run = new RunFolder(model.folder(subtext));
    if (!Files.exists(run.recipe())) {
      return null;
    }
    DataConfig data = Recipe.read(run.recipe(), List.of()).data();
    return () -> Splits.of(data, Sources.find(data, DataFolders.standard(null)));
  }

  /** {@code texts} in the tokens of {@code loaded}. */
  private TokenCache corpus(Model loaded, Portion texts, Path folder) throws IOException {
    LiveLine line = LiveLine.on(subtext.streams());
    TokenCache corpus =
        loaded.corpus(
            texts,
            Files.createDirectory(folder),
            (done, all) -> line.reading(loaded.spec().name(), done, all));
    line.end();
    if (corpus.size() == 0) {
      throw new InputException(texts.file() + " holds no text");
    }
    if (loaded.spec().task().isOfText()) {
      Streams.Doubts doubts = subtext.streams().doubts("evaluate", "texts");
      doubts.say(
          texts.count() - corpus.size(),
          "without a word that %s knows: left out".formatted(loaded.spec().name()));
      TokenCache sources = corpus.sources();
      doubts.say(
          corpus.cut() + (sources == null ? 0 : sources.cut()),
          "longer than %s reads: measured by their beginnings".formatted(loaded.spec().name()));
    }
    return corpus;
  }

  private double languageModelNll(String name, Portion texts, Path folder) throws IOException {
    try (Model baseline =
        ModelArgument.languageModel("--language-model", ModelArgument.find(subtext, name))) {
      TokenCache corpus = corpus(baseline, texts, folder.resolve("language-model"));
      return new Evaluator(baseline.network(), seed, BATCH)
          .evaluate(corpus, new EvaluationSettings(0, 0))
          .nll();
    }
  }

  /**
   * The documents that topics were learnt from, without the features that their encoder may read;
   * null where they are not known.
   */
  private @Nullable TokenCache reference(Model loaded, Path folder) throws IOException {
    Supplier<Splits> splits = trained();
    return splits == null
        ? null
        : TokenCache.of(
            splits.get().train(),
            loaded.tokenizer(),
            Files.createDirectory(folder.resolve("train")));
  }

  /**
   * @param beside figures of what the model is compared with
   */
  private void print(
      @Nullable Double languageModelNll,
      Figures found,
      Map<String, Double> beside,
      RivalOption.@Nullable Compared compared,
      @Nullable GenerationQuality quality,
      @Nullable ControlQuality controlled) {
    if (json) {
      Map<String, @Nullable Object> figures = found.toMap();
      figures.putAll(beside);
      if (languageModelNll != null) {
        figures.put("language_model_nll", languageModelNll);
      }
      if (compared != null) {
        compared.addTo(figures);
      }
      if (quality != null) {
        figures.putAll(quality.toMap());
      }
      if (controlled != null) {
        figures.putAll(controlled.toMap());
      }
      subtext.streams().line(JsonMapper.shared().writeValueAsString(figures));
      return;
    }
    EvaluationText.lines(found).forEach(subtext.streams()::line);
    EvaluationText.lines(beside).forEach(subtext.streams()::line);
    if (languageModelNll != null) {
      subtext.streams().line("the language model's nll: %.2f".formatted(languageModelNll));
    }
    if (compared != null) {
      subtext.streams().line(compared.line());
    }
    if (quality != null) {
      EvaluationText.lines(quality).forEach(subtext.streams()::line);
    }
    if (controlled != null) {
      EvaluationText.lines(controlled).forEach(subtext.streams()::line);
    }
  }
}
