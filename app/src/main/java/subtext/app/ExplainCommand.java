package subtext.app;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.explain.Baseline;
import subtext.explain.ExplainAttribute;
import subtext.explain.ExplainDimension;
import subtext.explain.ExplainModel;
import subtext.explain.ExplainText;
import subtext.explain.Quantity;
import subtext.explain.Reference;
import subtext.text.Line;
import subtext.use.Model;
import tools.jackson.databind.PropertyNamingStrategies;
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
      "  subtext explain runs/mine \"the team is a unit\"",
      "  subtext explain runs/mine --dimension 7 \"the team is a unit\"",
      "  subtext explain quickstart-en --labelled examples.tsv.gz \"the team is a unit\"",
      "  subtext explain runs/mine --json - < texts.txt"
    })
final class ExplainCommand implements Runnable {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private static final int WORDS = 8;
  private static final int EDITS = 3;

  @ParentCommand private Subtext subtext;
  @Mixin private TextArguments texts;
  @Mixin private LabelledTexts labelled;

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
      names = "--baseline",
      paramLabel = "B",
      defaultValue = "ZERO",
      description =
          "What stands in place of each word where a text says nothing: ${COMPLETION-CANDIDATES}."
              + " Default: ${DEFAULT-VALUE}.")
  private Baseline baseline;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "0.01",
      description =
          "How far the words' parts may miss what they should add up to, as a share of it."
              + " Default: ${DEFAULT-VALUE}.")
  private double tolerance;

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
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all that is drawn. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = {"--jsonl", "--json"},
      description = "Print JSON, one object a line.")
  private boolean json;

  @Override
  public void run() {
    if (dimension != null && attribute != null) {
      throw new InputException("--dimension and --attribute are two questions; ask one of them");
    }
    try (Model loaded = texts.load(subtext)) {
      if (texts.areGiven()) {
        texts(loaded);
      } else if (dimension != null) {
        ExplainDimension.Request request =
            new ExplainDimension.Request(dimension, List.of(), 7, 3, WORDS, seed);
        ExplainDimension.Explained found =
            new ExplainDimension(loaded, needed(loaded)).explain(request);
        print(found, ExplanationLines.of(found));
      } else if (attribute != null) {
        ExplainAttribute.Request request = new ExplainAttribute.Request(attribute, EDITS, seed);
        ExplainAttribute.Explained found =
            new ExplainAttribute(loaded, needed(loaded)).explain(request);
        print(found, ExplanationLines.of(found));
      } else {
        ExplainModel.Explained found = new ExplainModel(loaded, reference(loaded)).explain();
        print(found, ExplanationLines.of(found));
      }
    }
  }

  private void texts(Model loaded) {
    Reference reference = attribute == null ? reference(loaded) : needed(loaded);
    Quantity quantity = quantity(loaded, reference);
    ExplainText explain = new ExplainText(loaded, reference);
    texts.eachPart(
        subtext.streams().in(),
        part ->
            part.forEach(
                text -> {
                  ExplainText.Explained found =
                      explain.explain(
                          new ExplainText.Request(
                              text, quantity, baseline, tolerance, neighbours, seed));
                  print(found, ExplanationLines.of(found));
                }));
  }

  private Quantity quantity(Model loaded, @Nullable Reference reference) {
    if (attribute != null && reference != null) {
      return new ExplainAttribute(loaded, reference).along(attribute, seed);
    }
    return dimension == null ? new Quantity.Kl() : new Quantity.Dimension(dimension);
  }

  /** The reference of a question that has no answer without one. */
  private Reference needed(Model loaded) {
    loaded.vae("explain");
    try (Stream<Line> lines = labelled.portion(texts.folder(subtext)).lines()) {
      return Reference.of(loaded, lines, sentences, seed);
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
              "explain: %s is no run, so nothing is said of active dimensions and neighbours; give"
                  + " sentences with --labelled%n",
              folder);
      return null;
    }
    try (Stream<Line> lines = portion.lines()) {
      return Reference.of(loaded, lines, sentences, seed);
    }
  }

  private void print(Object record, List<String> lines) {
    if (json) {
      subtext.streams().line(JSON.writeValueAsString(record));
    } else {
      lines.forEach(subtext.streams()::line);
    }
  }
}
