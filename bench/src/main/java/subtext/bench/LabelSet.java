package subtext.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import subtext.error.InputException;
import subtext.recipe.Recipe;

/** Texts with labels that classifiers are compared on. */
public enum LabelSet {
  /** Sentiment of English sentences. */
  SST2(
      "minilm",
      "{kind: whitespace, minCount: 1, vocabulary: 100000, normalization: {lowercase: true}}"),
  /** Kinds of English questions. */
  TREC(
      "minilm",
      "{kind: whitespace, minCount: 1, vocabulary: 100000, normalization: {lowercase: true}}"),
  /** Sentiment of Chinese reviews. */
  CHNSENTICORP("bge-small-zh", "{kind: character, minCount: 1, vocabulary: 100000}"),
  /** WordNet's categories of its usage examples. */
  WORDNET(
      "minilm", "{kind: word, minCount: 1, vocabulary: 100000, normalization: {lowercase: true}}");

  private final String network;
  private final String tokens;

  LabelSet(String network, String tokens) {
    this.network = network;
    this.tokens = tokens;
  }

  /** As the command line and the names of the recipes spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The set that is called {@code name}. */
  public static LabelSet named(String name) {
    return Stream.of(values())
        .filter(set -> set.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InputException("--set: %s is none of %s".formatted(name, List.of(values()))));
  }

  /** Name of the pretrained network whose features are probed. */
  String network() {
    return network;
  }

  /** The whole words, or characters, that TF-IDF counts: a section {@code tokens}. */
  String tokens() {
    return tokens;
  }

  /** The recipe of {@code method}, one of those that are trained. */
  Recipe recipe(Path home, String method, List<String> overrides) {
    return Recipe.read(home.resolve("recipes/%s-%s.yaml".formatted(this, method)), overrides);
  }
}
