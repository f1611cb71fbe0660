package subtext.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import subtext.use.Classify;
import subtext.use.Model;

@Command(
    name = "classify",
    description = "Gives each text its label and how probable that is.",
    footer = {
      "",
      "Examples:",
      "  subtext classify runs/reviews \"the staff was friendly\"",
      "  subtext classify runs/reviews - < reviews.txt | cut -f 1 | sort | uniq -c",
      "  subtext classify runs/reviews --json - < reviews.txt      all labels' probabilities"
    })
final class ClassifyCommand implements Runnable {
  @ParentCommand private Subtext subtext;
  @Mixin private TextArguments texts;
  @Mixin private JsonLines json;

  private long cut;
  private long unfamiliar;

  @Override
  public void run() {
    try (Model loaded = texts.load(subtext)) {
      Classify classify = new Classify(loaded);
      texts.eachPart(subtext.streams().in(), part -> print(classify.classify(part)));
      Streams.Doubts doubts = subtext.streams().doubts("classify", "texts");
      doubts.say(cut, "longer than the model reads, so their beginnings were read");
      doubts.say(
          unfamiliar, "without a letter that the model met in training: their labels say nothing");
    }
  }

  private void print(List<Classify.Labelled> labelled) {
    for (Classify.Labelled each : labelled) {
      cut += each.cut() ? 1 : 0;
      unfamiliar += each.unfamiliar() ? 1 : 0;
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("text", each.text());
      fields.put("label", each.label());
      fields.put("probability", each.probability());
      fields.put("probabilities", each.probabilities());
      fields.put("cut", each.cut());
      fields.put("unfamiliar", each.unfamiliar());
      String line =
          String.format(Locale.ROOT, "%s\t%.4f\t%s", each.label(), each.probability(), each.text());
      json.print(subtext.streams(), fields, line);
    }
  }
}
