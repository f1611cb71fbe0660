package subtext.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import subtext.text.CorpusProfile;

/**
 * What a recipe says for a corpus of which only the text is known: tokens, sizes, rate and length
 * of training by what the corpus is like, for a model that is alive at the semantic point after
 * some minutes on two processor cores.
 */
public record CorpusRecipe(CorpusProfile corpus) {
  /** Predictions that training makes in all, where the corpus does not ask for fewer or more. */
  private static final double PREDICTIONS = 8e6;

  private static final int FEWEST_EPOCHS = 4;
  private static final int MOST_EPOCHS = 40;

  /** Texts below which a corpus is small: more dropout, smaller batches. */
  private static final int SMALL = 10_000;

  /** Units from which on the networks are twice as wide. */
  private static final long LARGE = 4_000_000;

  /** Byte pairs that an average word is made of. */
  private static final double PIECES = 1.3;

  /** As overrides of the defaults. */
  public List<String> settings() {
    return List.of(
        "language=" + (corpus.han() ? "zh" : "en"),
        "tokens={kind: %s, vocabulary: %d, maxLength: %d}"
            .formatted(kind(), vocabulary(), maxLength()),
        "model={latent: 32, encoder: {kind: lstm, embedding: %d, hidden: %d, bidirectional: true, pooling: all, dropout: 0.1}}"
            .formatted(width() / 4, width() / 2),
        "model.decoder={kind: lstm, embedding: %d, hidden: %d, tied: true, inputDropout: %s, outputDropout: %s, wordDropout: 0.1}"
            .formatted(width() / 2, width(), isSmall() ? 0.3 : 0.1, isSmall() ? 0.3 : 0.2),
        "objective={point: semantic, rate: %s, schedule: {kind: constant}}".formatted(rate()),
        "sampling={prior: mixture, components: %d, spread: 0.7, temperature: %s}"
            .formatted(isSmall() ? 20 : 100, corpus.spaced() ? 0.65 : 0.8),
        "train={epochs: %d, batch: %d, precision: bfloat16, patience: 0}"
            .formatted(epochs(), isSmall() ? 32 : 64),
        "train.optimizer={kind: adamW, learningRate: 0.003, weightDecay: 0}",
        "train.schedule={kind: cosine, warmupEpochs: %s}".formatted(epochs() / 40.0));
  }

  /** What was found and what was chosen, a line each. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "%,d texts of %.1f %s, written %s spaces"
            .formatted(
                corpus.texts(),
                corpus.meanUnits(),
                corpus.spaced() ? "words" : "characters",
                corpus.spaced() ? "with" : "without"));
    reasons.add(
        "tokens: %s, at most %,d, sentences cut after %d"
            .formatted(corpus.spaced() ? "byte pairs" : "characters", vocabulary(), maxLength()));
    reasons.add(
        "model: LSTMs of %d in and %d out, 32 latent dimensions".formatted(width() / 2, width()));
    reasons.add(
        String.format(
            Locale.ROOT,
            "against collapse: the KL held at %s nats a sentence; training: %d epochs",
            rate(),
            epochs()));
    return reasons;
  }

  private String kind() {
    return corpus.spaced() ? "bpe" : "character";
  }

  /** More text has more words, as the square root of it (Heaps 1978). */
  private int vocabulary() {
    double perRoot = corpus.spaced() ? 6 : 8;
    long hundreds = Math.round(perRoot * Math.sqrt(corpus.units()) / 100);
    return (int) Math.clamp(100 * hundreds, 1000, corpus.spaced() ? 8000 : 6000);
  }

  private double tokensOf(double units) {
    return corpus.spaced() ? PIECES * units : units;
  }

  private int maxLength() {
    return (int) Math.clamp(Math.ceil(1.2 * tokensOf(corpus.longest())), 16, 200);
  }

  private int width() {
    return corpus.units() < LARGE ? 256 : 512;
  }

  private boolean isSmall() {
    return corpus.texts() < SMALL;
  }

  /** A nat a word, or 0.4 a character, and eight for what a sentence has whatever its length. */
  private long rate() {
    return Math.clamp(Math.round(8 + corpus.meanUnits() * (corpus.spaced() ? 1 : 0.4)), 10, 25);
  }

  private int epochs() {
    double anEpoch = corpus.texts() * (1 + tokensOf(corpus.meanUnits()));
    return (int) Math.clamp(Math.round(PREDICTIONS / anEpoch), FEWEST_EPOCHS, MOST_EPOCHS);
  }
}
