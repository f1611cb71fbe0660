package subtext.app;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import subtext.use.Interpolate;
import subtext.use.Model;

@Command(
    name = "interpolate",
    description = "Writes the sentences on the way from one text to another.",
    footer = {
      "",
      "Examples:",
      "  subtext interpolate runs/mine \"the team is a unit\" \"he opened the door\"",
      "  subtext interpolate runs/mine \"the sea\" \"the sky\" --steps 12 --beam 5"
    })
final class InterpolateCommand implements Runnable {
  @ParentCommand private Subtext subtext;
  @Mixin private ModelArgument model;
  @Mixin private DecodingOptions writing;
  @Mixin private WordsOption words;
  @Mixin private JsonLines json;

  @Parameters(index = "1", paramLabel = "FROM", description = "The text to start from.")
  private String from;

  @Parameters(index = "2", paramLabel = "TO", description = "The text to end with.")
  private String to;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "8",
      description = "Sentences, both ends included. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--path",
      paramLabel = "PATH",
      defaultValue = "SPHERICAL",
      description = "The way: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Interpolate.Path path;

  @Override
  public void run() {
    try (Model loaded = model.load(subtext)) {
      Interpolate.Request request =
          new Interpolate.Request(from, to, steps, path, writing.writing(loaded, words));
      Interpolate.Way way = new Interpolate(loaded).interpolate(request);
      for (Interpolate.Step step : way.steps()) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("share", step.share());
        fields.put("text", step.text());
        fields.put("log_probability", step.logProbability());
        json.print(subtext.streams(), fields, step.text());
      }
      doubt(way.cut(), "a text is longer than the model reads: its beginning is taken");
      doubt(
          way.unfamiliar(),
          "a text has no letter that the model met in training: the way from or to it says"
              + " nothing");
    }
  }

  private void doubt(boolean holds, String what) {
    if (holds) {
      subtext.streams().err().println("interpolate: " + what);
    }
  }
}
