package subtext.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import subtext.data.Dataset;
import subtext.data.TokenCache;
import subtext.eval.Evaluation;
import subtext.eval.PrincipalComponents;
import subtext.recipe.Recipe;
import subtext.store.LibraryVersion;
import subtext.store.RunFolder;
import subtext.tensor.Noise;
import subtext.tensor.Torch;
import subtext.use.Encode;
import subtext.use.Encode.Encoding;
import subtext.use.Generate;
import subtext.use.Interpolate;
import subtext.use.Model;
import subtext.use.Neighbours;
import subtext.use.Reconstruct;

/** Gathers the report of a finished run from its folder, its model and its validation set. */
public final class RunReport {
  private static final int PLACES = 3_000;
  private static final int SAMPLES = 20;
  private static final int EXAMPLES = 10;
  private static final int QUERIES = 4;
  private static final int NEIGHBOURS = 5;
  private static final int PATHS = 3;
  private static final int STEPS = 8;
  private static final int SHORTEST = 4;
  private static final int LONGEST = 16;
  private static final double SMALLEST_VARIANCE = 1e-9;

  private final Recipe recipe;
  private final RunFolder run;
  private final Dataset dataset;
  private final Model model;
  private final Evaluation evaluation;

  public RunReport(
      Recipe recipe, RunFolder run, Dataset dataset, Model model, Evaluation evaluation) {
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
    boolean latent = model.network().asVae() != null;
    Report.write(
        run.report(),
        new ReportData(
            new Run(
                recipe.name(),
                recipe.language(),
                "%,d / %,d sentences".formatted(dataset.train().size(), dataset.valid().size()),
                recipe.toYaml(),
                environment(),
                List.of(),
                RunCurves.of(run)),
            Assessment.of(evaluation),
            latent ? latentSpace() : LatentSpace.EMPTY,
            latent ? examples() : onlySamples()));
  }

  private SequencedMap<String, String> environment() {
    SequencedMap<String, String> environment = new LinkedHashMap<>();
    environment.put("Subtext", LibraryVersion.current());
    environment.put("libtorch", Torch.version() + ", " + Torch.cpuCapability());
    environment.put("Java", Runtime.version().toString());
    environment.put("System", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
    environment.put("Threads", String.valueOf(Torch.threads()));
    environment.put("Precision", recipe.train().precision().name().toLowerCase(Locale.ROOT));
    environment.put("Parameters", "%,d".formatted(model.network().parameters().count()));
    return environment;
  }

  private LatentSpace latentSpace() {
    TokenCache valid = dataset.valid();
    int count = (int) Math.min(PLACES, valid.size());
    List<String> texts = IntStream.range(0, count).mapToObj(this::text).toList();
    List<Encoding> encodings = new Encode(model).encode(texts);
    float[][] means = encodings.stream().map(Encoding::mean).toArray(float[][]::new);
    PrincipalComponents plane = PrincipalComponents.of(means, 2);
    List<LatentSpace.Place> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] at = plane.project(means[i]);
      int label = valid.label(i);
      places.add(
          new LatentSpace.Place(
              at[0],
              at.length > 1 ? at[1] : 0,
              label < 0 ? "" : dataset.labels().get(label),
              texts.get(i),
              valid.length(i)));
    }
    double[] variance = variances(means);
    List<LatentSpace.Dimension> dimensions =
        IntStream.range(0, variance.length)
            .mapToObj(d -> new LatentSpace.Dimension(evaluation.klPerDimension()[d], variance[d]))
            .toList();
    return new LatentSpace(dimensions, places, share(plane, variance));
  }

  private static String share(PrincipalComponents plane, double[] variance) {
    double total = Arrays.stream(variance).sum();
    double shown = Arrays.stream(plane.variances()).sum();
    return "PCA, %.0f %%".formatted(100 * shown / Math.max(total, SMALLEST_VARIANCE));
  }

  private static double[] variances(float[][] means) {
    double[] variance = new double[means[0].length];
    for (int d = 0; d < variance.length; d++) {
      double sum = 0;
      double square = 0;
      for (float[] mean : means) {
        sum += mean[d];
        square += (double) mean[d] * mean[d];
      }
      variance[d] = (square - sum * sum / means.length) / Math.max(1, means.length - 1);
    }
    return variance;
  }

  private String text(long sentence) {
    return dataset.tokenizer().decode(dataset.valid().tokens(sentence));
  }

  private Examples onlySamples() {
    return new Examples(sampling(), samples(), List.of(), List.of(), List.of());
  }

  private String sampling() {
    String prior = model.spec().prior().name().toLowerCase(Locale.ROOT);
    return "%s prior, seed %d".formatted(prior, recipe.train().seed());
  }

  private List<String> samples() {
    return new Generate(model).sentences(SAMPLES, recipe.train().seed());
  }

  private Examples examples() {
    List<String> chosen = chosen();
    return new Examples(
        sampling(), samples(), reconstructions(chosen), interpolations(chosen), neighbours(chosen));
  }

  /** Validation sentences of moderate length, drawn by the seed. */
  private List<String> chosen() {
    TokenCache valid = dataset.valid();
    long[] fit =
        LongStream.range(0, valid.size())
            .filter(i -> valid.length(i) >= SHORTEST && valid.length(i) <= LONGEST)
            .toArray();
    long[] pool = fit.length > 0 ? fit : new long[] {0};
    Noise noise = new Noise(recipe.train().seed(), 0);
    return IntStream.range(0, EXAMPLES)
        .mapToObj(i -> pool[(int) (noise.uniform(Noise.Stream.PRIOR, 2, i, 0) * pool.length)])
        .distinct()
        .map(this::text)
        .toList();
  }

  private List<Examples.Reconstruction> reconstructions(List<String> chosen) {
    Reconstruct reconstruct = new Reconstruct(model);
    List<String> written =
        reconstruct.reconstruct(Reconstruct.Request.of(chosen)).stream()
            .map(Reconstruct.Reconstruction::reconstruction)
            .toList();
    // With the latent of its successor in the list, a sentence becomes what its successor becomes.
    return IntStream.range(0, chosen.size())
        .mapToObj(
            i ->
                new Examples.Reconstruction(
                    chosen.get(i), written.get(i), written.get((i + 1) % written.size())))
        .toList();
  }

  private List<Examples.Interpolation> interpolations(List<String> chosen) {
    Interpolate interpolate = new Interpolate(model);
    return IntStream.range(0, Math.min(PATHS, chosen.size() / 2))
        .mapToObj(
            i -> {
              String from = chosen.get(2 * i);
              String to = chosen.get(2 * i + 1);
              return new Examples.Interpolation(from, to, interpolate.between(from, to, STEPS));
            })
        .toList();
  }

  private List<Examples.Neighbourhood> neighbours(List<String> chosen) {
    int count = (int) Math.min(PLACES, dataset.valid().size());
    Neighbours neighbours =
        new Neighbours(model, IntStream.range(0, count).mapToObj(this::text).distinct().toList());
    return chosen.stream()
        .limit(QUERIES)
        .map(
            query ->
                new Examples.Neighbourhood(
                    query,
                    neighbours.nearest(query, NEIGHBOURS + 1).stream()
                        .filter(found -> !found.text().equals(query))
                        .limit(NEIGHBOURS)
                        .map(found -> new Examples.Neighbour(found.text(), found.cosine()))
                        .toList()))
        .toList();
  }
}
