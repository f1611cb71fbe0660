package subtext.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.explain.Disentanglement;
import subtext.explain.ExplainAnswer;
import subtext.explain.ExplainAttribute;
import subtext.explain.ExplainDimension;
import subtext.explain.ExplainLabel;
import subtext.explain.ExplainModel;
import subtext.explain.ExplainText;
import subtext.explain.ExplainTranslation;
import subtext.explain.Quantity;
import subtext.explain.Reference;
import subtext.model.AnswerVae;
import subtext.model.LabelledVae;
import subtext.model.TranslationVae;
import subtext.text.Line;
import subtext.use.Model;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "explain",
    description =
        "Says what a model makes of texts and which words do that, what a dimension or an"
            + " attribute is, or what the whole latent space holds.",
    footer = {
      "",
      "Examples:",
      "  subtext explain runs/mine                     its dimensions, and whether it is alive",
      "  subtext explain runs/mine --dimension 7       what it is about",
      "  subtext explain runs/mine --attribute tense   where it lies, and edits along it",
      "  subtext explain runs/mine --disentanglement",
      "  subtext explain runs/mine \"the team is a unit\"",
      "  subtext explain runs/mine --dimension 7 \"the team is a unit\"",
      "  subtext explain quickstart-en --labelled sentences.txt \"the team is a unit\"",
      "  subtext explain runs/mine --json - < texts.txt"
    })
final class ExplainCommand implements Runnable {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .build();

  private static final int CANDIDATES = 5;

  private static final Set<String> OF_TEXTS =
      Set.of("--question", "--neighbours", "--baseline", "--tolerance", "--samples");

  private static final Set<String> OF_LATENTS =
      Set.of("--labelled", "--labelled-text", "--labelled-label", "--sentences", "--neighbours");

  @Spec private CommandSpec spec;
  @ParentCommand private Subtext subtext;
  @Mixin private TextArguments texts;
  @Mixin private LabelledTexts labelled;
  @Mixin private MethodOptions options;

  @Option(
      names = "--dimension",
      paramLabel = "D",
      description = "Explain this dimension, from 1; of texts, which words move it.")
  private @Nullable Integer dimension;

  @Option(
      names = "--attribute",
      paramLabel = "NAME",
      description =
          "Explain a label, or length, negation, question or tense; of texts, which words move them"
              + " along it.")
  private @Nullable String attribute;

  @Option(
      names = "--disentanglement",
      description =
          "Measure MIG, DCI and SAP on sentences with known factors (see: subtext grammar).")
  private boolean disentanglement;

  @Option(
      names = "--question",
      paramLabel = "TEXT",
      description = "Of a model that finds answers: the question that the texts answer.")
  private @Nullable String question;

  @Option(
      names = "--neighbours",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many of the nearest sentences to show. Default: ${DEFAULT-VALUE}.")
  private int neighbours;

  @Option(
      names = "--sentences",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "How many sentences to look at, at most, drawn by the seed. Default: ${DEFAULT-VALUE}.")
  private int sentences;

  @Option(
      names = {"--jsonl", "--json"},
      description = "Print JSON, one object a line.")
  private boolean json;

  @Override
  public void run() {
    labelled.require(spec);
    long asked =
        Stream.of(dimension != null, attribute != null, disentanglement && !texts.areGiven())
            .filter(Boolean::booleanValue)
            .count();
    if (asked > 1 || (disentanglement && texts.areGiven())) {
      throw new InputException(
          "--dimension, --attribute and --disentanglement are questions of their own, the last one"
              + " without texts; ask one");
    }
    if (disentanglement) {
      GivenOptions.refuse(
          spec,
          Set.of("--sentences", "--labelled")::contains,
          "--disentanglement measures on sentences of a grammar of its own");
    }
    if (!texts.areGiven()) {
      GivenOptions.refuse(spec, OF_TEXTS::contains, "is for texts, and there are none");
    }
    try (Model loaded = texts.load(subtext)) {
      if (texts.areGiven()) {
        Consumer<String> explain = ofTexts(loaded);
        texts.eachPart(subtext.streams().in(), part -> part.forEach(explain));
      } else if (dimension != null) {
        ExplainDimension.Request request =
            ExplainDimension.Request.of(dimension).with(options.method().seed());
        ExplainDimension.Explained found =
            new ExplainDimension(loaded, needed(loaded)).explain(request);
        print(found, LatentLines.of(found));
      } else if (attribute != null) {
        ExplainAttribute.Request request =
            ExplainAttribute.Request.of(attribute).with(options.method().seed());
        ExplainAttribute.Explained found =
            new ExplainAttribute(loaded, needed(loaded)).explain(request);
        print(found, LatentLines.of(found));
      } else if (disentanglement) {
        Disentanglement.Measured found =
            new Disentanglement(loaded)
                .measure(
                    new Disentanglement.Request(
                        Disentanglement.Request.DEFAULT.sentences(), options.method().seed()));
        print(found, LatentLines.of(found));
      } else {
        ExplainModel.Explained found = new ExplainModel(loaded, reference(loaded)).explain();
        print(found, LatentLines.of(found));
      }
    }
  }

  /**
   * What is done with each text: by what the model is for, unless its latent space is asked for.
   */
  private Consumer<String> ofTexts(Model loaded) {
    boolean latent = dimension != null || attribute != null;
    if (latent || !(loaded.network() instanceof AnswerVae)) {
      GivenOptions.refuse(
          spec, "--question"::equals, "only a model that finds answers is asked for those");
    }
    return switch (loaded.network()) {
      case LabelledVae network when !latent -> {
        refuseOfLatents(loaded);
        ExplainLabel explain = new ExplainLabel(loaded);
        yield text ->
            print(explain.explain(new ExplainLabel.Request(text, null, options.method())));
      }
      case TranslationVae network when !latent -> {
        refuseOfLatents(loaded);
        ExplainTranslation explain = new ExplainTranslation(loaded);
        int best = network.latent() == 0 ? 1 : CANDIDATES;
        yield text ->
            print(explain.explain(new ExplainTranslation.Request(text, best, options.method())));
      }
      case AnswerVae network when !latent -> {
        refuseOfLatents(loaded);
        ExplainAnswer explain = new ExplainAnswer(loaded);
        String asked = asked();
        yield text ->
            print(explain.explain(new ExplainAnswer.Request(asked, text, options.method())));
      }
      default -> ofPosterior(loaded);
    };
  }

  private void refuseOfLatents(Model loaded) {
    GivenOptions.refuse(
        spec,
        OF_LATENTS::contains,
        "is of a latent space, and explained is what %s finds".formatted(loaded.spec().name()));
  }

  private String asked() {
    if (question == null) {
      throw new InputException("--question: what do the texts answer? Give the question");
    }
    return question;
  }

  private Consumer<String> ofPosterior(Model loaded) {
    GivenOptions.refuse(spec, "--samples"::equals, "a posterior is explained without draws");
    Reference reference = attribute == null ? reference(loaded) : needed(loaded);
    Quantity quantity = quantity(loaded, reference);
    ExplainText explain = new ExplainText(loaded, reference);
    return text ->
        print(
            explain.explain(new ExplainText.Request(text, quantity, options.method(), neighbours)));
  }

  private Quantity quantity(Model loaded, @Nullable Reference reference) {
    if (attribute != null && reference != null) {
      return new ExplainAttribute(loaded, reference).along(attribute, options.method().seed());
    }
    return dimension == null ? new Quantity.Kl() : new Quantity.Dimension(dimension);
  }

  /** The reference of a question that has no answer without one. */
  private Reference needed(Model loaded) {
    loaded.vae("explain");
    try (Stream<Line> lines = labelled.portion(texts.folder(subtext)).lines()) {
      return Reference.of(loaded, lines, sentences, options.method().seed());
    }
  }

  private @Nullable Reference reference(Model loaded) {
    Path folder = texts.folder(subtext);
    loaded.vae("explain");
    Portion portion = labelled.found(folder);
    if (portion == null) {
      subtext
          .streams()
          .err()
          .printf(
              "explain: %s is no run, so its training sentences are not here: neighbours, and what"
                  + " dimensions are about, are left out; give sentences with --labelled%n",
              folder);
      return null;
    }
    try (Stream<Line> lines = portion.lines()) {
      return Reference.of(loaded, lines, sentences, options.method().seed());
    }
  }

  private void print(ExplainText.Explained found) {
    print(found, TextLines.of(found));
  }

  private void print(ExplainLabel.Explained found) {
    print(found, TextLines.of(found));
  }

  private void print(ExplainTranslation.Explained found) {
    print(found, TextLines.of(found));
  }

  private void print(ExplainAnswer.Explained found) {
    print(found, TextLines.of(found));
  }

  private void print(Object record, List<String> lines) {
    if (json) {
      subtext.streams().line(JSON.writeValueAsString(record));
    } else {
      lines.forEach(subtext.streams()::line);
    }
  }
}
