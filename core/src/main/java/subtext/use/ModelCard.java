package subtext.use;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import subtext.model.ModelSpec;
import subtext.model.Task;

/** What people should know of a model, as Markdown: its {@code README.md}. */
final class ModelCard {
  private ModelCard() {}

  static String of(ModelSpec spec) {
    StringBuilder card = new StringBuilder();
    card.append("# ").append(spec.name()).append("\n\n").append(what(spec)).append("\n\n");
    card.append("| property | value |\n|---|---|\n");
    row(card, "language of the text", spec.language());
    row(card, "tokens", spec.tokens().kind().name().toLowerCase(Locale.ROOT));
    row(card, "vocabulary", Integer.toString(spec.vocabulary()));
    if (spec.task() == Task.TOPICS) {
      row(card, "topics", Integer.toString(spec.model().latent()));
    }
    if (spec.task() == Task.SENTENCE) {
      row(card, "latent dimensions", Integer.toString(spec.model().latent()));
      row(card, "operating point", spec.point().name().toLowerCase(Locale.ROOT));
      row(card, "samples are drawn from", prior(spec));
    }
    if (!spec.labels().isEmpty()) {
      row(card, "labels", Integer.toString(spec.labels().size()));
    }
    if (!spec.figures().isEmpty()) {
      card.append("\nMeasured, in nats a sentence unless the name says otherwise:\n\n");
      card.append("| figure | value |\n|---|---|\n");
      for (Map.Entry<String, Double> figure : new TreeMap<>(spec.figures()).entrySet()) {
        row(card, figure.getKey(), String.format(Locale.ROOT, "%.4g", figure.getValue()));
      }
    }
    card.append("\nIt knows the text that it was trained on and nothing else, and it");
    card.append(spec.task() == Task.TOPICS ? " says" : " writes");
    card.append(" what is like that text, its errors and prejudices included.\n");
    return card.toString();
  }

  private static String what(ModelSpec spec) {
    return switch (spec.task()) {
      case SENTENCE -> "A variational autoencoder of sentences, made with Subtext.";
      case TOPICS -> "A variational autoencoder of documents as bags of words, made with Subtext.";
      case LANGUAGE_MODEL -> "A language model of sentences, made with Subtext.";
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
