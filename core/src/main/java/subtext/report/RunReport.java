package subtext.report;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import subtext.data.Dataset;
import subtext.eval.AnswerQuality;
import subtext.eval.Classification;
import subtext.eval.Figures;
import subtext.eval.TopicFigures;
import subtext.eval.TranslationQuality;
import subtext.recipe.Recipe;
import subtext.store.LibraryVersion;
import subtext.store.RunFolder;
import subtext.tensor.Precision;
import subtext.tensor.Torch;
import subtext.train.Phases;
import subtext.use.Generate;
import subtext.use.Model;

/** Gathers the report of a finished run from its folder, its model and its validation set. */
public final class RunReport {
  private static final int SAMPLES = 20;

  private final Recipe recipe;
  private final RunFolder run;
  private final Dataset dataset;
  private final Model model;
  private final Figures evaluation;

  public RunReport(Recipe recipe, RunFolder run, Dataset dataset, Model model, Figures evaluation) {
    this.recipe = recipe;
    this.run = run;
    this.dataset = dataset;
    this.model = model;
    this.evaluation = evaluation;
  }

  /**
   * Writes {@code report.html} into the run folder.
   *
   * @throws IOException if the metrics cannot be read or the report cannot be written
   */
  public void write() throws IOException {
    Report.write(
        run.report(),
        evaluation instanceof TopicFigures found
            ? ofTopics(found)
            : recipe.task().isOfText() ? ofSentences() : ofImages());
  }

  private ReportData ofSentences() throws IOException {
    boolean latent = model.network().asVae() != null && model.writes();
    ValidationSentences sentences =
        latent ? ValidationSentences.of(dataset, model, recipe.train().seed()) : null;
    return new ReportData(
        described("sentences", curves()),
        Assessment.of(evaluation),
        sentences == null ? LatentSpace.EMPTY : sentences.latentSpace(evaluation),
        sentences == null ? examples() : sentences.examples(sampling(), samples()),
        evaluation instanceof Classification found ? LabelAnswers.of(found) : null,
        List.of(),
        evaluation instanceof AnswerQuality found ? AnswerEntry.of(found.questions()) : List.of(),
        List.of());
  }

  private List<Curve> curves() throws IOException {
    return evaluation instanceof Classification
        ? RunCurves.ofLabels(run, model.network().likelihood() != null)
        : RunCurves.of(run);
  }

  /** Of a model that is no autoencoder. */
  private Examples examples() {
    return evaluation instanceof TranslationQuality found
        ? Examples.of(found.texts().stream().limit(SAMPLES).toList())
        : new Examples(sampling(), samples(), List.of(), List.of(), List.of());
  }

  private ReportData ofTopics(TopicFigures found) throws IOException {
    TrainingDocuments documents = TrainingDocuments.of(recipe, dataset, model);
    return new ReportData(
        described("documents", RunCurves.ofTopics(run)),
        Assessment.of(found),
        documents.map(),
        Examples.EMPTY,
        null,
        documents.topics(),
        List.of(),
        List.of());
  }

  private ReportData ofImages() throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (String key : List.of("samples", "reconstructions", "traversal")) {
      pictures.add(new Picture(key, Files.readAllBytes(run.picture(key))));
    }
    return new ReportData(
        described("images", RunCurves.of(run)),
        Assessment.of(evaluation),
        new LatentSpace(LatentSpace.dimensions(evaluation), List.of(), ""),
        new Examples(sampling(), List.of(), List.of(), List.of(), List.of()),
        null,
        List.of(),
        List.of(),
        pictures);
  }

  /**
   * @param examples what they are
   */
  private Run described(String examples, List<Curve> curves) {
    return new Run(
        recipe.name(),
        recipe.language(),
        "%,d / %,d %s".formatted(dataset.train().size(), dataset.valid().size(), examples),
        recipe.toYaml(),
        environment(),
        phases(),
        curves);
  }

  private SequencedMap<String, String> environment() {
    SequencedMap<String, String> environment = new LinkedHashMap<>();
    environment.put("Subtext", LibraryVersion.current());
    environment.put("libtorch", Torch.version() + ", " + Torch.cpuCapability());
    environment.put("Java", Runtime.version().toString());
    environment.put("System", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
    environment.put("Threads", String.valueOf(Torch.threads()));
    Precision precision = recipe.train().precision().suitedTo(model.device());
    environment.put("Precision", precision.name().toLowerCase(Locale.ROOT));
    environment.put("Parameters", "%,d".formatted(model.network().parameters().count()));
    return environment;
  }

  private List<Run.Phase> phases() {
    long stepsPerEpoch = recipe.batches(dataset.train()).count();
    boolean latent = model.network().latent() > 0;
    return new Phases(recipe.objective(), latent)
        .starts().stream()
            .map(
                start ->
                    new Run.Phase(start.phase().label(), Math.round(start.epoch() * stepsPerEpoch)))
            .toList();
  }

  private String sampling() {
    String prior = model.spec().prior().name().toLowerCase(Locale.ROOT);
    return "%s prior, temperature %s, seed %d"
        .formatted(prior, model.spec().temperature(), recipe.train().seed());
  }

  private List<String> samples() {
    return model.writes()
        ? new Generate(model).sentences(SAMPLES, recipe.train().seed())
        : List.of();
  }
}
