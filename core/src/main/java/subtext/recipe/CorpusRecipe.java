package subtext.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import subtext.data.Portion;
import subtext.latent.PosteriorConfig;
import subtext.model.ClassifierConfig;
import subtext.model.ModelConfig;
import subtext.model.Task;
import subtext.text.CorpusProfile;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;

/**
 * What a recipe says for a corpus of which only the text is known: tokens, sizes, rate and length
 * of training by what the corpus is like, for a model that is alive at the semantic point after
 * some minutes on two processor cores.
 *
 * @param corpus the texts to train on
 * @param meanTokens of a text
 * @param longest tokens that one text in a hundred exceeds
 */
public record CorpusRecipe(CorpusProfile corpus, double meanTokens, int longest) {
  /** Predictions that training makes in all, where the corpus does not ask for fewer or more. */
  private static final double PREDICTIONS = 8e6;

  private static final int MOST_EPOCHS = 40;

  /** Steps that even a small corpus gets, in no more epochs than these. */
  private static final double LEAST_STEPS = 2_000;

  private static final int MOST_EPOCHS_OF_FEW = 300;

  /** Texts below which a corpus is small, and very small: more dropout, smaller batches. */
  private static final int SMALL = 10_000;

  private static final int VERY_SMALL = 1_000;

  /** Words from which on the networks are twice as wide. */
  private static final long LARGE = 4_000_000;

  private static final int LONGEST = 256;

  /** Texts whose lengths in tokens are measured, about. */
  private static final double SAMPLE = 20_000;

  private static final double LONGER = 0.01;

  /**
   * Reads the texts, and some of them in the tokens that they would get.
   *
   * @param overrides of the recipe, which may ask for other tokens
   */
  public static CorpusRecipe of(Portion train, List<String> overrides) {
    CorpusProfile corpus;
    try (Stream<String> texts = train.texts()) {
      corpus = CorpusProfile.of(texts);
    }
    TokensConfig tokens =
        Recipe.parse("the corpus", tokens(corpus), suited(corpus, overrides)).tokens();
    int[] lengths = lengths(sample(train, corpus.texts()), tokens);
    return new CorpusRecipe(
        corpus,
        Arrays.stream(lengths).average().orElse(0),
        lengths.length == 0 ? 0 : lengths[(int) Math.ceil((1 - LONGER) * lengths.length) - 1]);
  }

  private static Portion sample(Portion train, long texts) {
    double share = Math.min(1, SAMPLE / Math.max(texts, 1));
    return train.between(train.from(), train.from() + share * (train.to() - train.from()));
  }

  /** Tokens of each text, in ascending order. */
  private static int[] lengths(Portion sample, TokensConfig tokens) {
    Tokenizer tokenizer;
    try (Stream<String> texts = sample.texts()) {
      tokenizer = Tokenizers.train(tokens, texts);
    }
    try (Stream<String> texts = sample.texts()) {
      return texts.mapToInt(text -> tokenizer.encode(text).length).sorted().toArray();
    }
  }

  /** The recipe, with {@code overrides} where it does not suit. */
  public Recipe recipe(List<String> overrides) {
    List<String> all = suited(corpus, overrides);
    Recipe asked = Recipe.of(overrides);
    ModelConfig model = asked.model();
    if (!drawsSentences(asked)) {
      all.addAll(0, List.of("objective.rate=0", "sampling.prior=standard"));
    }
    if (model.posterior() instanceof PosteriorConfig.VonMisesFisher) {
      all.addFirst("sampling.prior=standard"); // a sphere has no mixture
    }
    if (model.hasFixedDivergence()) {
      all.addFirst("objective.rate=0");
    }
    return Recipe.parse("the corpus", text(), all);
  }

  /** Whether z is drawn for sentences, which have the rate and the mixture to be good ones. */
  private static boolean drawsSentences(Recipe asked) {
    return asked.task() == Task.SENTENCE
        || (asked.task() == Task.CLASSIFY
            && !(asked.model().classifier() instanceof ClassifierConfig.Supervised));
  }

  /**
   * {@code overrides}; those that ask for tokens of another kind, with the usual number of them.
   */
  private static List<String> suited(CorpusProfile corpus, List<String> overrides) {
    List<String> all = new ArrayList<>(overrides);
    TokensConfig asked = Recipe.parse("the corpus", tokens(corpus), overrides).tokens();
    if (asked.kind() != tokenKind(corpus)) {
      all.addFirst("tokens.vocabulary=" + TokensConfig.DEFAULT.vocabulary());
    }
    return all;
  }

  /** What the corpus is like, in words. */
  public String finding() {
    return String.format(
        Locale.ROOT,
        "%,d texts of %.1f %s or %.1f tokens",
        corpus.texts(),
        corpus.meanUnits(),
        corpus.isSpaced() ? "words" : "characters",
        meanTokens);
  }

  /** What the recipe says, as YAML. */
  public String text() {
    boolean small = corpus.texts() < SMALL;
    return tokens(corpus)
        + String.format(
            Locale.ROOT,
            """
              maxLength: %d
            model:
              latent: 32
              encoder: {kind: lstm, embedding: %d, hidden: %d, bidirectional: true, pooling: all, dropout: 0.1}
              decoder: {kind: lstm, embedding: %d, hidden: %d, tied: true, inputDropout: %s, outputDropout: %s, wordDropout: 0.1}
            objective: {point: semantic, rate: %d, schedule: {kind: constant}}
            sampling: {prior: mixture, components: %d, spread: 0.7, temperature: %s}
            train:
              epochs: %d
              batch: %d
              precision: bfloat16
              optimizer: {kind: adamW, learningRate: 0.003, weightDecay: 0}
              schedule: {kind: cosine, warmupEpochs: %s}
              patience: 0
            """,
            maxLength(),
            width() / 4,
            width() / 2,
            width() / 2,
            width(),
            small ? 0.3 : 0.1,
            small ? 0.3 : 0.2,
            rate(),
            small ? 20 : 100,
            corpus.isSpaced() ? 0.65 : 0.8,
            epochs(),
            batch(),
            epochs() / 40.0);
  }

  /**
   * The sections language and tokens. More text has more words, as the square root of it (Heaps
   * 1978); of characters there are not many.
   */
  private static String tokens(CorpusProfile corpus) {
    long hundreds = Math.round(6 * Math.sqrt((double) corpus.words()) / 100);
    return String.format(
        Locale.ROOT,
        """
        language: %s
        tokens:
          kind: %s
          vocabulary: %d
        """,
        corpus.language(),
        tokenKind(corpus).name().toLowerCase(Locale.ROOT),
        corpus.isSpaced() ? Math.clamp(100 * hundreds, 1000, 8000) : 6000);
  }

  private static TokenKind tokenKind(CorpusProfile corpus) {
    return corpus.isSpaced() ? TokenKind.BPE : TokenKind.CHARACTER;
  }

  private int maxLength() {
    return Math.clamp(longest, 8, LONGEST);
  }

  private int width() {
    return Math.max(corpus.words(), corpus.unspaced() / 2) < LARGE ? 256 : 512;
  }

  private int batch() {
    return corpus.texts() < VERY_SMALL ? 16 : corpus.texts() < SMALL ? 32 : 64;
  }

  /**
   * In nats a sentence: eight for what a sentence has whatever its length, and some for each token.
   */
  private long rate() {
    double each = corpus.isSpaced() ? 0.75 : 0.4;
    return Math.clamp(Math.round(8 + each * meanTokens), 8, 25);
  }

  private int epochs() {
    double predictions = Math.max(1, corpus.texts() * (1 + Math.min(meanTokens, maxLength())));
    long enough = Math.clamp(Math.round(PREDICTIONS / predictions), 1, MOST_EPOCHS);
    double forSteps = Math.ceil(LEAST_STEPS * batch() / Math.max(corpus.texts(), 1));
    return (int) Math.max((double) enough, Math.min(forSteps, MOST_EPOCHS_OF_FEW));
  }
}
