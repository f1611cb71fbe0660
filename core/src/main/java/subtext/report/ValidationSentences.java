package subtext.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import subtext.data.Dataset;
import subtext.data.TokenCache;
import subtext.eval.Figures;
import subtext.eval.PrincipalComponents;
import subtext.tensor.Noise;
import subtext.use.Encode;
import subtext.use.Encode.Encoding;
import subtext.use.Interpolate;
import subtext.use.Model;
import subtext.use.Neighbours;
import subtext.use.Reconstruct;

/**
 * What a model with a latent variable makes of its validation sentences, for the report.
 *
 * @param texts of the first sentences of the validation set
 * @param encodings their posteriors
 * @param seed of the choice of those that are shown
 */
record ValidationSentences(
    Dataset dataset, Model model, List<String> texts, List<Encoding> encodings, long seed) {
  private static final int PLACES = 3_000;
  private static final int EXAMPLES = 10;
  private static final int QUERIES = 4;
  private static final int NEIGHBOURS = 5;
  private static final int PATHS = 3;
  private static final int STEPS = 8;
  private static final int SHORTEST = 4;
  private static final int LONGEST = 16;

  /** Encodes the sentences. */
  static ValidationSentences of(Dataset dataset, Model model, long seed) {
    int count = (int) Math.min(PLACES, dataset.valid().size());
    List<String> texts = IntStream.range(0, count).mapToObj(i -> text(dataset, i)).toList();
    return new ValidationSentences(dataset, model, texts, new Encode(model).encode(texts), seed);
  }

  private static String text(Dataset dataset, long sentence) {
    return dataset.tokenizer().decode(dataset.valid().tokens(sentence));
  }

  /** The sentences in the plane, and what {@code evaluation} found of each dimension. */
  LatentSpace latentSpace(Figures evaluation) {
    TokenCache valid = dataset.valid();
    float[][] means = encodings.stream().map(Encoding::mean).toArray(float[][]::new);
    PrincipalComponents plane = PrincipalComponents.of(means, 2);
    List<LatentSpace.Place> places = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
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
    List<LatentSpace.Dimension> dimensions = LatentSpace.dimensions(evaluation);
    return new LatentSpace(dimensions, places, "PCA, %.0f %%".formatted(100 * plane.share()));
  }

  /** What the model does with some of the sentences, beside the {@code samples}. */
  Examples examples(String sampling, List<String> samples) {
    List<String> chosen = chosen();
    return new Examples(
        sampling, samples, reconstructions(chosen), interpolations(chosen), neighbours(chosen));
  }

  /** Validation sentences of moderate length, drawn by the seed. */
  private List<String> chosen() {
    TokenCache valid = dataset.valid();
    long[] fit =
        LongStream.range(0, valid.size())
            .filter(i -> valid.length(i) >= SHORTEST && valid.length(i) <= LONGEST)
            .toArray();
    long[] pool = fit.length > 0 ? fit : new long[] {0};
    Noise noise = new Noise(seed, 0);
    return IntStream.range(0, EXAMPLES)
        .mapToObj(i -> pool[(int) (noise.uniform(Noise.Stream.PRIOR, 2, i, 0) * pool.length)])
        .distinct()
        .map(sentence -> text(dataset, sentence))
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
    Neighbours neighbours = new Neighbours(model, texts, encodings);
    return chosen.stream().limit(QUERIES).map(query -> neighbourhood(neighbours, query)).toList();
  }

  private Examples.Neighbourhood neighbourhood(Neighbours neighbours, String query) {
    Set<String> shown = new HashSet<>(Set.of(query));
    return new Examples.Neighbourhood(
        query,
        neighbours.nearest(query, texts.size()).stream()
            .filter(found -> shown.add(found.text()))
            .limit(NEIGHBOURS)
            .map(found -> new Examples.Neighbour(found.text(), found.cosine()))
            .toList());
  }
}
