package subtext.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import subtext.data.DataFolders;
import subtext.data.Dataset;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.data.TokenCache;
import subtext.eval.PrincipalComponents;
import subtext.eval.TopicEvaluator;
import subtext.recipe.Recipe;
import subtext.text.Line;
import subtext.use.Model;
import subtext.use.Topics;

/**
 * What a topic model makes of its training documents, for the report. N documents, K topics.
 *
 * @param shares of the topics [N][K]
 */
@SuppressWarnings("ArrayRecordComponent")
record TrainingDocuments(Recipe recipe, Dataset dataset, Model model, float[][] shares) {
  private static final int WORDS = 10;
  private static final int LABEL_WORDS = 3;
  private static final int NEAREST = 3;
  private static final int PLACES = 3_000;
  private static final int CHARACTERS = 100;
  private static final double SMALLEST = 1e-4;

  /** Reads the documents with the model. */
  static TrainingDocuments of(Recipe recipe, Dataset dataset, Model model) {
    TopicEvaluator evaluator =
        new TopicEvaluator(model.network(), recipe.train().seed(), /* batch= */ 256);
    return new TrainingDocuments(recipe, dataset, model, evaluator.shares(dataset.train()));
  }

  /** The topics, each with the documents that have most of it. */
  List<TopicEntry> topics() {
    List<Topics.Topic> topics = new Topics(model).topics(WORDS);
    List<int[]> nearest = topics.stream().map(topic -> nearest(topic.number() - 1)).toList();
    Map<Integer, String> texts = beginnings(nearest);
    return topics.stream()
        .map(
            topic ->
                new TopicEntry(
                    topic.number(),
                    topic.words(),
                    topic.weight(),
                    topic.npmi(),
                    documents(topic.number() - 1, nearest.get(topic.number() - 1), texts)))
        .toList();
  }

  /** The first of {@code nearest}; corpora hold some documents more than once. */
  private List<TopicEntry.Document> documents(
      int topic, int[] nearest, Map<Integer, String> texts) {
    Set<String> shown = new HashSet<>();
    return IntStream.of(nearest)
        .filter(document -> shown.add(texts.getOrDefault(document, "")))
        .limit(NEAREST)
        .mapToObj(
            document ->
                new TopicEntry.Document(texts.getOrDefault(document, ""), shares[document][topic]))
        .toList();
  }

  private int[] nearest(int topic) {
    return IntStream.range(0, shares.length)
        .boxed()
        .sorted(Comparator.comparingDouble(document -> -shares[document][topic]))
        .limit(3 * NEAREST)
        .mapToInt(document -> document)
        .toArray();
  }

  /** How the documents {@code chosen} begin in the corpus, by their numbers. */
  private Map<Integer, String> beginnings(List<int[]> chosen) {
    TokenCache train = dataset.train();
    Map<Long, Integer> lines = new HashMap<>();
    chosen.forEach(documents -> IntStream.of(documents).forEach(d -> lines.put(train.line(d), d)));
    Sources sources = Sources.find(recipe.data(), DataFolders.standard(null));
    Map<Integer, String> texts = new HashMap<>();
    try (Stream<Line> all = Splits.of(recipe.data(), sources).train().lines()) {
      all.filter(line -> lines.containsKey(line.number()))
          .forEach(line -> texts.put(lines.get(line.number()), beginning(line.text())));
    }
    return texts;
  }

  private static String beginning(String text) {
    if (text.codePointCount(0, text.length()) <= CHARACTERS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, CHARACTERS)).strip() + " ...";
  }

  /**
   * The first documents in the plane of the logarithms of their shares, each under its largest
   * topic.
   */
  LatentSpace map() {
    List<Topics.Topic> topics = new Topics(model).topics(LABEL_WORDS);
    int count = Math.min(PLACES, shares.length);
    float[][] logarithms = new float[count][];
    for (int n = 0; n < count; n++) {
      logarithms[n] = logarithms(shares[n]);
    }
    PrincipalComponents plane = PrincipalComponents.of(logarithms, 2);
    List<LatentSpace.Place> places = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      double[] at = plane.project(logarithms[n]);
      int[] tokens = dataset.train().tokens(n);
      places.add(
          new LatentSpace.Place(
              at[0],
              at.length > 1 ? at[1] : 0,
              label(topics.get(largest(shares[n]))),
              beginning(dataset.tokenizer().decode(tokens)),
              tokens.length));
    }
    return new LatentSpace(List.of(), places, "PCA, %.0f %%".formatted(100 * plane.share()));
  }

  private static float[] logarithms(float[] shares) {
    float[] logarithms = new float[shares.length];
    for (int k = 0; k < shares.length; k++) {
      logarithms[k] = (float) Math.log(shares[k] + SMALLEST);
    }
    return logarithms;
  }

  private static String label(Topics.Topic topic) {
    return topic.number() + " " + String.join(" ", topic.words());
  }

  private static int largest(float[] shares) {
    int largest = 0;
    for (int k = 1; k < shares.length; k++) {
      largest = shares[k] > shares[largest] ? k : largest;
    }
    return largest;
  }
}
