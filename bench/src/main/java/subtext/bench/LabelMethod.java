package subtext.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import subtext.error.InputException;

/** A way to get from a few labelled texts to a classifier. */
public enum LabelMethod {
  /** Logistic regression on counts of words and pairs of words. */
  TFIDF("TF-IDF, logistic regression"),
  /** A bidirectional LSTM, end to end. */
  LSTM("LSTM classifier"),
  /** The encoder and the classifier of M2, end to end. */
  SUPERVISED("the network of M2, supervised"),
  /** An autoencoder without labels, and a classifier on its latents. */
  M1("M1, VAE and classifier on z"),
  /** The autoencoder with the label as a second latent variable. */
  M2("M2, semi-supervised VAE"),
  /** Logistic regression on the features of a pretrained network. */
  PROBE("pretrained features, logistic regression");

  private final String title;

  LabelMethod(String title) {
    this.title = title;
  }

  /** As the command line and the names of the recipes spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The method that is called {@code name}. */
  public static LabelMethod named(String name) {
    return Stream.of(values())
        .filter(method -> method.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--methods: %s is none of %s".formatted(name, List.of(values()))));
  }

  /** In words. */
  String title() {
    return title;
  }

  /** What it finds with the labels of {@code cell}. */
  LabelOutcome measure(LabelCell cell, LabelTexts texts) throws IOException {
    return switch (this) {
      case TFIDF -> texts.regression(cell, texts.counts());
      case PROBE -> texts.regression(cell, texts.features());
      case LSTM, SUPERVISED, M1, M2 -> TrainedLabels.measure(cell, texts);
    };
  }
}
