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
import subtext.explain.Baseline;
import subtext.explain.ExplainText;
import subtext.explain.Quantity;
import subtext.explain.Reference;
import subtext.text.Line;
import subtext.use.Model;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "explain",
    description = "Says what a model makes of texts, and which of their words do that.",
    footer = {
      "",
      "Examples:",
      "  subtext explain runs/mine \"the team is a unit\"",
      "  subtext explain runs/mine --dimension 7 \"the team is a unit\"",
      "  subtext explain quickstart-en --labelled examples.tsv.gz \"the team is a unit\"",
      "  subtext explain runs/mine --json - < texts.txt"
    })
final class ExplainCommand implements Runnable {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  @ParentCommand private Subtext subtext;
  @Mixin private TextArguments texts;
  @Mixin private LabelledTexts labelled;

  @Option(
      names = "--dimension",
      paramLabel = "D",
      description = "Explain this dimension, from 1; of texts, which words move it.")
  private @Nullable Integer dimension;

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
    try (Model loaded = texts.load(subtext)) {
      ExplainText explain = new ExplainText(loaded, reference(loaded));
      texts.eachPart(
          subtext.streams().in(),
          part -> part.forEach(text -> print(explain.explain(request(text)))));
    }
  }

  private @Nullable Reference reference(Model loaded) {
    Path folder = texts.folder(subtext);
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

  private ExplainText.Request request(String text) {
    Quantity quantity = dimension == null ? new Quantity.Kl() : new Quantity.Dimension(dimension);
    return new ExplainText.Request(text, quantity, baseline, tolerance, neighbours, seed);
  }

  private void print(ExplainText.Explained explained) {
    print(explained, ExplanationLines.of(explained));
  }

  private void print(Object record, List<String> lines) {
    if (json) {
      subtext.streams().line(JSON.writeValueAsString(record));
    } else {
      lines.forEach(subtext.streams()::line);
    }
  }
}
