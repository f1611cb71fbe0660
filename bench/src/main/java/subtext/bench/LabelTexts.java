package subtext.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.data.DataFolders;
import subtext.data.Dataset;
import subtext.data.FeatureNetwork;
import subtext.data.FeatureReader;
import subtext.data.Portion;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.data.TokenCache;
import subtext.eval.Classification;
import subtext.metric.TemperatureScaling;
import subtext.recipe.Recipe;
import subtext.text.Line;
import subtext.text.TokensConfig;

/**
 * A set's texts, which of them have a label that is told, and what classical classifiers read of
 * them. The labels told are those that the trained methods are told, too.
 */
final class LabelTexts {
  private final LabelSettings settings;
  private final Splits splits;
  private final Dataset dataset;
  private final Map<Long, String> training;
  private final Map<String, SparseVector> features = new HashMap<>();
  private @Nullable TfIdf counts;

  /**
   * Reads the set.
   *
   * @param folder for its tokens
   * @throws subtext.error.InputException if it is not there
   */
  LabelTexts(LabelSettings settings, Path folder) throws IOException {
    this.settings = settings;
    Recipe recipe = settings.set().recipe(settings.home(), "m2", List.of());
    Sources sources = Sources.find(recipe.data(), folders());
    splits = Splits.of(recipe.data(), sources);
    dataset =
        Dataset.of(splits, splits.tokenizer(recipe.tokens()), Files.createDirectories(folder));
    training = lines(splits.train()).collect(Collectors.toMap(Line::number, Line::text));
  }

  /** Where sets are looked for. */
  DataFolders folders() {
    return new DataFolders(settings.data(), null, settings.home().resolve("data"));
  }

  LabelSettings settings() {
    return settings;
  }

  private static Stream<Line> lines(Portion portion) {
    try (Stream<Line> lines = portion.lines()) {
      return lines.toList().stream();
    }
  }

  /** Texts as counts of words, learnt from the training texts of this set. */
  Function<List<String>, List<SparseVector>> counts() {
    if (counts == null) {
      TokensConfig tokens = Recipe.of(List.of("tokens=" + settings.set().tokens())).tokens();
      counts = new TfIdf(splits.tokenizer(tokens), List.copyOf(training.values()));
    }
    TfIdf learned = counts;
    return texts -> texts.stream().map(learned::vector).toList();
  }

  /** Texts as what a pretrained network makes of them, each of which it reads once. */
  Function<List<String>, List<SparseVector>> features() {
    return texts -> {
      Set<String> fresh = new LinkedHashSet<>(texts);
      fresh.removeAll(features.keySet());
      List<String> unread = List.copyOf(fresh);
      if (!unread.isEmpty()) {
        FeatureNetwork network = FeatureNetwork.find(settings.set().network());
        try (FeatureReader reader = network.open(Math.max(1, settings.threads()))) {
          float[][] found = reader.read(unread);
          for (int n = 0; n < found.length; n++) {
            features.put(unread.get(n), SparseVector.of(found[n]));
          }
        }
      }
      return texts.stream().map(features::get).map(Objects::requireNonNull).toList();
    };
  }

  /** Logistic regression on what {@code reader} makes of texts. */
  LabelOutcome regression(LabelCell cell, Function<List<String>, List<SparseVector>> reader) {
    long start = System.nanoTime();
    LogisticRegression.Examples valid = examples(dataset.valid(), splits.valid(), reader);
    LogisticRegression fitted =
        LogisticRegression.choose(told(cell, reader), valid, dataset.labels().size());
    double[][] validScores = fitted.scores(valid.vectors());
    double temperature = TemperatureScaling.fit(validScores, valid.labels());
    LogisticRegression.Examples test =
        examples(Objects.requireNonNull(dataset.test()), splits.heldOut(), reader);
    Classification found =
        Classification.of(
            dataset.labels(), fitted.scores(test.vectors()), test.labels(), temperature);
    Classification chosenBy =
        Classification.of(dataset.labels(), validScores, valid.labels(), temperature);
    return outcome(cell, chosenBy, found, start, String.format(Locale.ROOT, "C %s", fitted.cost()));
  }

  /** What was found of {@code cell} since {@code start}. */
  LabelOutcome outcome(
      LabelCell cell, Classification valid, Classification test, long start, String chosen) {
    return new LabelOutcome(
        cell.set().toString(),
        cell.method().toString(),
        cell.labels(),
        cell.seed(),
        test.accuracy().mean(),
        test.macroF1().mean(),
        test.ece().mean(),
        valid.accuracy().mean(),
        (System.nanoTime() - start) / 1e9,
        MachineFacts.commit(settings.home()),
        chosen);
  }

  private LogisticRegression.Examples told(
      LabelCell cell, Function<List<String>, List<SparseVector>> reader) {
    TokenCache told = dataset.withLabelled(cell.labels(), cell.seed()).train();
    return examples(told, training, reader);
  }

  private static LogisticRegression.Examples examples(
      TokenCache corpus, Portion portion, Function<List<String>, List<SparseVector>> reader) {
    return examples(
        corpus, lines(portion).collect(Collectors.toMap(Line::number, Line::text)), reader);
  }

  /** The sentences of {@code corpus} that have a label. */
  private static LogisticRegression.Examples examples(
      TokenCache corpus,
      Map<Long, String> lines,
      Function<List<String>, List<SparseVector>> reader) {
    long[] labelled =
        LongStream.range(0, corpus.size()).filter(i -> corpus.label(i) >= 0).toArray();
    List<String> texts = new ArrayList<>();
    for (long i : labelled) {
      texts.add(Objects.requireNonNull(lines.get(corpus.line(i))));
    }
    int[] labels = Arrays.stream(labelled).mapToInt(corpus::label).toArray();
    return new LogisticRegression.Examples(reader.apply(texts), labels);
  }
}
