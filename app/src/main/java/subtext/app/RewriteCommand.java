package subtext.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.use.Model;
import subtext.use.Rewrite;
import subtext.use.Writing;

@Command(
    name = "rewrite",
    description =
        "Writes texts anew with another label: what else they say stays, as far as the"
            + " model keeps it.",
    footer = {
      "",
      "Examples:",
      "  subtext rewrite runs/reviews --to positive \"the food was cold\"",
      "  subtext rewrite runs/reviews --to positive --strength 2 --json - < reviews.txt",
      "  subtext rewrite runs/vae --to positive --by vector --labelled reviews.tsv \"cold food\""
    })
final class RewriteCommand implements Runnable {
  @Spec private CommandSpec spec;
  @ParentCommand private Subtext subtext;
  @Mixin private TextArguments texts;
  @Mixin private AttributeOptions attribute;
  @Mixin private DecodingOptions writing;
  @Mixin private WordsOption words;
  @Mixin private JsonLines json;

  @Option(
      names = "--to",
      paramLabel = "LABEL",
      required = true,
      description = "The label that the texts are to have.")
  private String to;

  @Option(
      names = "--from",
      paramLabel = "LABEL",
      description = "The label that they have. Default: what the model finds in each.")
  private @Nullable String from;

  @Option(
      names = "--strength",
      paramLabel = "S",
      defaultValue = "1",
      description = "How far to go; more than 1 exaggerates. Default: ${DEFAULT-VALUE}.")
  private double strength;

  private long same;
  private long cut;
  private long unfamiliar;

  @Override
  public void run() {
    attribute.require(spec);
    try (Model loaded = texts.load(subtext)) {
      Rewrite rewrite = attribute.rewrite(loaded, texts.folder(subtext));
      Writing how = writing.writing(loaded, words);
      texts.eachPart(
          subtext.streams().in(), part -> rewrite.rewrite(request(part, how)).forEach(this::print));
      Streams.Doubts doubts = subtext.streams().doubts("rewrite", "texts");
      doubts.say(same, "of that label already, so they only came back as the model keeps them");
      doubts.say(cut, "longer than the model reads, so their beginnings were rewritten");
      doubts.say(unfamiliar, "of nothing that the model met in training: nothing of them stayed");
    }
  }

  private Rewrite.Request request(List<String> part, Writing how) {
    List<String> own = from == null ? null : Collections.nCopies(part.size(), from);
    return new Rewrite.Request(part, to, own, strength, how);
  }

  private void print(Rewrite.Rewritten rewritten) {
    same += rewritten.same() ? 1 : 0;
    cut += rewritten.cut() ? 1 : 0;
    unfamiliar += rewritten.unfamiliar() ? 1 : 0;
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", rewritten.text());
    fields.put("rewritten", rewritten.rewritten());
    fields.put("from", rewritten.from());
    fields.put("to", to);
    fields.put("same", rewritten.same());
    fields.put("log_probability", rewritten.logProbability());
    fields.put("cut", rewritten.cut());
    fields.put("unfamiliar", rewritten.unfamiliar());
    json.print(subtext.streams(), fields, rewritten.rewritten());
  }
}
