package subtext.use;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import subtext.model.ClassifierConfig;
import subtext.model.ModelSpec;
import subtext.model.Task;

/** What people should know of a model, as Markdown: its {@code README.md}. */
final class ModelCard {
  private ModelCard() {}

  static String of(ModelSpec spec) {
    StringBuilder card = new StringBuilder();
    card.append("# ").append(spec.name()).append("\n\n").append(what(spec)).append("\n\n");
    card.append("| property | value |\n|---|---|\n");
    if (spec.task().isOfText()) {
      row(card, "language of the text", spec.language());
      row(card, "tokens", spec.tokens().kind().name().toLowerCase(Locale.ROOT));
      row(card, "vocabulary", Integer.toString(spec.vocabulary()));
    }
    if (spec.task() == Task.CLASSIFY) {
      row(card, "labels come from", by(spec));
    }
    if (spec.task() == Task.TOPICS) {
      row(card, "topics", Integer.toString(spec.model().latent()));
    }
    if (spec.task() == Task.SENTENCE || spec.task() == Task.IMAGE) {
      row(card, "latent dimensions", Integer.toString(spec.model().latent()));
      row(card, "operating point", spec.point().name().toLowerCase(Locale.ROOT));
      row(card, "samples are drawn from", prior(spec));
    }
    if (!spec.labels().isEmpty()) {
      row(card, "labels", Integer.toString(spec.labels().size()));
    }
    if (!spec.figures().isEmpty()) {
      String example = spec.task().isOfText() ? "a sentence" : "an image";
      card.append("\nMeasured, in nats ").append(example);
      card.append(" unless the name says otherwise:\n\n");
      card.append("| figure | value |\n|---|---|\n");
      for (Map.Entry<String, Double> figure : new TreeMap<>(spec.figures()).entrySet()) {
        row(card, figure.getKey(), String.format(Locale.ROOT, "%.4g", figure.getValue()));
      }
    }
    card.append(
        spec.task().isOfText()
            ? "\nIt knows the text that it was trained on and nothing else, and what it "
                + (spec.task() == Task.TOPICS ? "says" : "writes")
                + " is like that text, its errors and prejudices included.\n"
            : "\nIt knows the images that it was trained on and nothing else.\n");
    return card.toString();
  }

  private static String what(ModelSpec spec) {
    return switch (spec.task()) {
      case SENTENCE -> "A variational autoencoder of sentences, made with Subtext.";
      case TOPICS -> "A variational autoencoder of documents as bags of words, made with Subtext.";
      case LANGUAGE_MODEL -> "A language model of sentences, made with Subtext.";
      case CLASSIFY -> "A classifier of sentences, made with Subtext.";
      case TRANSLATE -> "A model that translates, made with Subtext.";
      case ANSWER -> "A model that finds the sentence which answers a question, made with Subtext.";
      case IMAGE -> "A variational autoencoder of images, made with Subtext.";
    };
  }

  private static String by(ModelSpec spec) {
    return switch (spec.model().classifier()) {
      case ClassifierConfig.None none -> throw new IllegalStateException(none + " has no labels");
      case ClassifierConfig.Supervised supervised -> "the encoder, trained end to end";
      case ClassifierConfig.Latents latents -> "the latents of an autoencoder (M1)";
      case ClassifierConfig.SemiSupervised both -> "a semi-supervised autoencoder (M2)";
    };
  }

  private static String prior(ModelSpec spec) {
    return switch (spec.prior()) {
      case STANDARD -> "the standard normal prior";
      case MIXTURE -> "a mixture fitted to the aggregate posterior";
    };
  }

  private static void row(StringBuilder card, String name, String value) {
    card.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}
