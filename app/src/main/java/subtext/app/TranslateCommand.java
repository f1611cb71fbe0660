package subtext.app;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import subtext.use.Model;
import subtext.use.Translate;
import subtext.use.Wording;
import subtext.use.Writing;

@Command(
    name = "translate",
    description = {
      "Translates texts, by a model that was trained on pairs.",
      "If nothing is said of how to write: --beam 5 --length-penalty 1."
    },
    footer = {
      "",
      "Examples:",
      "  subtext translate runs/bible \"and he said unto them\"",
      "  subtext translate runs/bible --nbest 5 \"thou shalt not steal\"",
      "  subtext translate runs/bible --jsonl - < texts.txt"
    })
final class TranslateCommand implements Runnable {
  @ParentCommand private Subtext subtext;
  @Mixin private TextArguments texts;
  @Mixin private DecodingOptions writing;
  @Mixin private JsonLines json;

  @Option(
      names = "--nbest",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Different translations of each text, each from a z of its own, the best first; one a"
              + " line, behind its score. Default: ${DEFAULT-VALUE}.")
  private int best;

  private long cut;
  private long unended;
  private long unfamiliar;
  private long few;

  @Override
  public void run() {
    try (Model loaded = texts.load(subtext)) {
      Translate translate = new Translate(loaded);
      Writing how = writing.writing(loaded, Translate.USUAL, Wording.ANY);
      texts.eachPart(
          subtext.streams().in(),
          part -> translate.translate(new Translate.Request(part, best, how)).forEach(this::print));
      Streams.Doubts doubts = subtext.streams().doubts("translate", "texts");
      doubts.say(cut, "longer than the model reads, so their beginnings were translated");
      doubts.say(unended, "translated to the greatest length, where the model had not ended");
      doubts.say(
          unfamiliar, "of nothing that the model met in training: their translations say nothing");
      doubts.say(
          few, "such that the model has fewer different translations of them than were asked for");
    }
  }

  private void print(Translate.Translation translation) {
    cut += translation.cut() ? 1 : 0;
    unended += translation.candidates().stream().anyMatch(each -> !each.ended()) ? 1 : 0;
    unfamiliar += translation.unfamiliar() ? 1 : 0;
    few += translation.candidates().size() < best ? 1 : 0;
    int rank = 0;
    for (Translate.Candidate candidate : translation.candidates()) {
      rank++;
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("text", translation.text());
      fields.put("rank", rank);
      fields.put("translation", candidate.text());
      fields.put("score", candidate.score());
      fields.put("log_probability", candidate.logProbability());
      fields.put("ended", candidate.ended());
      fields.put("cut", translation.cut());
      fields.put("unfamiliar", translation.unfamiliar());
      json.print(
          subtext.streams(),
          fields,
          best == 1 ? candidate.text() : "%.3f\t%s".formatted(candidate.score(), candidate.text()));
    }
  }
}
