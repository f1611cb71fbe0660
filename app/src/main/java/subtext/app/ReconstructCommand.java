package subtext.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import subtext.use.Model;
import subtext.use.Reconstruct;
import subtext.use.Writing;

@Command(
    name = "reconstruct",
    description = "Sends texts through the latent space and back: what the model keeps of them.",
    footer = {
      "",
      "Examples:",
      "  subtext reconstruct runs/mine \"the team is a unit\"",
      "  subtext reconstruct runs/mine --from sample --seed 3 - < texts.txt"
    })
final class ReconstructCommand implements Runnable {
  @ParentCommand private Subtext subtext;
  @Mixin private TextArguments texts;
  @Mixin private DecodingOptions writing;
  @Mixin private WordsOption words;
  @Mixin private JsonLines json;

  @Option(
      names = "--from",
      paramLabel = "WHAT",
      defaultValue = "MEAN",
      description = "Of the posterior: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Reconstruct.From from;

  private long read;
  private long cut;
  private long unfamiliar;

  @Override
  public void run() {
    try (Model loaded = texts.load(subtext)) {
      Reconstruct reconstruct = new Reconstruct(loaded);
      Writing how = writing.writing(loaded, words);
      texts.eachPart(
          subtext.streams().in(),
          part -> {
            print(reconstruct.reconstruct(new Reconstruct.Request(part, from, how), read));
            read += part.size();
          });
    }
    Streams.Doubts doubts = subtext.streams().doubts("reconstruct", "texts");
    doubts.say(cut, "longer than the model reads, so their beginnings came back");
    doubts.say(
        unfamiliar,
        "without a letter that the model met in training: what came back says nothing of them");
  }

  private void print(List<Reconstruct.Reconstruction> reconstructions) {
    for (Reconstruct.Reconstruction each : reconstructions) {
      cut += each.cut() ? 1 : 0;
      unfamiliar += each.unfamiliar() ? 1 : 0;
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("text", each.text());
      fields.put("reconstruction", each.reconstruction());
      fields.put("log_probability", each.logProbability());
      fields.put("cut", each.cut());
      fields.put("unfamiliar", each.unfamiliar());
      json.print(subtext.streams(), fields, each.reconstruction());
    }
  }
}
