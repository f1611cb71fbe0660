package subtext.data;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.text.Line;
import subtext.text.Tokenizer;

/**
 * Splits as token ids.
 *
 * @param test null where there is none
 * @param labels names by id, sorted; empty for a corpus without labels
 */
public record Dataset(
    Tokenizer tokenizer,
    TokenCache train,
    TokenCache valid,
    @Nullable TokenCache test,
    List<String> labels) {

  /**
   * Tokenises what {@code folder} does not yet hold tokenised; labels are those of all splits.
   *
   * @throws InputException if a line cannot be read, or a split ends up empty
   */
  public static Dataset of(Splits splits, Tokenizer tokenizer, Path folder) {
    return open(splits, tokenizer, folder).withAllLabels();
  }

  /** Of caches that were made before; labels are those of all splits. */
  public static Dataset of(
      Tokenizer tokenizer, TokenCache train, TokenCache valid, @Nullable TokenCache test) {
    return new Dataset(tokenizer, train, valid, test, train.labels()).withAllLabels();
  }

  private Dataset withAllLabels() {
    SortedSet<String> labels = new TreeSet<>(train.labels());
    labels.addAll(valid.labels());
    if (test != null) {
      labels.addAll(test.labels());
    }
    return withLabels(List.copyOf(labels));
  }

  /** As {@link #of(Splits, Tokenizer, Path)}, with a trained model's labels; others become -1. */
  public static Dataset of(Splits splits, Tokenizer tokenizer, List<String> labels, Path folder) {
    return open(splits, tokenizer, folder).withLabels(labels);
  }

  private static Dataset open(Splits splits, Tokenizer tokenizer, Path folder) {
    TokenCache train = cache("training", splits.trained(), tokenizer, folder);
    TokenCache valid = cache("validation", List.of(splits.valid()), tokenizer, folder);
    Portion test = splits.test();
    return new Dataset(
        tokenizer,
        train,
        valid,
        test == null ? null : cache("test", List.of(test), tokenizer, folder),
        train.labels());
  }

  /**
   * The same splits with the labels of {@code count} training sentences only, drawn by {@code seed}
   * in the proportions of the labels, one of each label at least.
   *
   * @param count 0 for all that have one
   * @throws InputException if there are more labels than that
   */
  public Dataset withLabelled(long count, long seed) {
    TokenCache told =
        count == 0 ? train : train.tellingLabelsOf(new LabelDraw(count, seed).of(train));
    return new Dataset(tokenizer, told, valid, test, labels);
  }

  /** The same splits with the features of their sentences, kept in {@code folder}. */
  public Dataset withFeatures(SentenceFeatures features, Path folder, CorpusProgress progress) {
    return new Dataset(
        tokenizer,
        features.of(train, folder, progress),
        features.of(valid, folder, progress),
        test == null ? null : features.of(test, folder, progress),
        labels);
  }

  /** The same splits with label ids that count in {@code names}; other labels become -1. */
  public Dataset withLabels(List<String> names) {
    return new Dataset(
        tokenizer,
        train.withLabels(names),
        valid.withLabels(names),
        test == null ? null : test.withLabels(names),
        names);
  }

  private static boolean hasLines(Portion portion) {
    try (Stream<Line> lines = portion.lines()) {
      return lines.anyMatch(line -> !line.text().isBlank());
    }
  }

  private static TokenCache cache(
      String split, List<Portion> portions, Tokenizer tokenizer, Path folder) {
    TokenCache cache = TokenCache.of(portions, tokenizer, folder);
    if (cache.size() == 0) {
      if (!tokenizer.isOfNoText() && portions.stream().anyMatch(Dataset::hasLines)) {
        throw new InputException(
            "%s: no text of the %s split has a word that is known; give more text, a lower tokens.minCount or a greater tokens.vocabulary"
                .formatted(portions.getFirst().file(), split));
      }
      throw new InputException(
          "%s: no line falls into the %s split; give more lines, or a file of its own, or a greater data.validShare and data.testShare"
              .formatted(portions.getFirst().file(), split));
    }
    return cache;
  }
}
