package subtext.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import subtext.metric.Words;

/**
 * What goes together with each dimension of a latent space: Pearson's correlation, over the
 * sentences of a reference, of the posterior mean with whether a sentence has a word, a label, or
 * what a rule says. N sentences.
 */
final class Associations {
  /** Sentences that must have a feature, and have it not, and the same as a share of all. */
  private static final int LEAST = 5;

  private static final double LEAST_SHARE = 0.001;

  private final Reference reference;
  private final double[] means;
  private final List<Feature> features = new ArrayList<>();

  /** What a feature is. */
  enum Kind {
    WORD,
    LABEL,
    RULE
  }

  /**
   * Something that sentences have or have not.
   *
   * @param places of the sentences that have it
   */
  private record Feature(Kind kind, String name, List<Integer> places) {}

  /**
   * A feature that goes together with a dimension.
   *
   * @param correlation in [-1, 1]
   * @param sentences that have the feature
   */
  record Association(Kind kind, String name, double correlation, int sentences) {}

  Associations(Reference reference) {
    this.reference = reference;
    means = new double[reference.dimensions()];
    for (float[] row : reference.means()) {
      for (int d = 0; d < means.length; d++) {
        means[d] += row[d] / reference.means().length;
      }
    }
    add(Kind.WORD, sentence -> new HashSet<>(Words.of(sentence.text())).stream());
    add(Kind.LABEL, sentence -> Stream.ofNullable(sentence.label()));
    add(
        Kind.RULE,
        sentence ->
            Arrays.stream(TextRule.values())
                .filter(rule -> Boolean.TRUE.equals(rule.of(sentence.text())))
                .map(TextRule::has));
  }

  private void add(Kind kind, Function<Reference.Sentence, Stream<String>> features) {
    Map<String, List<Integer>> places = new HashMap<>();
    int count = reference.sentences().size();
    for (int n = 0; n < count; n++) {
      int place = n;
      features
          .apply(reference.sentences().get(n))
          .forEach(name -> places.computeIfAbsent(name, none -> new ArrayList<>()).add(place));
    }
    double least = Math.max(LEAST, LEAST_SHARE * count);
    places.entrySet().stream()
        .filter(each -> Math.min(each.getValue().size(), count - each.getValue().size()) >= least)
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> this.features.add(new Feature(kind, each.getKey(), each.getValue())));
  }

  /** All features of {@code kind}, the one with the highest correlation first. */
  List<Association> of(int dimension, Kind kind) {
    return features.stream()
        .filter(feature -> feature.kind == kind)
        .map(feature -> association(dimension, feature))
        .sorted(Comparator.comparingDouble(Association::correlation).reversed())
        .toList();
  }

  /**
   * Of a feature that sentences have or have not: (mean of those that have it - mean) / s sqrt(p /
   * q).
   */
  private Association association(int dimension, Feature feature) {
    double sum = 0;
    for (int place : feature.places) {
      sum += reference.mean(place, dimension) - means[dimension];
    }
    double has = feature.places.size();
    double lacks = reference.sentences().size() - has;
    double all = has + lacks;
    // The variance is that with N - 1, Pearson's correlation has N in both places.
    double deviation = Math.sqrt(reference.variance(dimension) * (all - 1) / all);
    double correlation = deviation == 0 ? 0 : sum / has * Math.sqrt(has / lacks) / deviation;
    return new Association(feature.kind, feature.name, correlation, feature.places.size());
  }
}
