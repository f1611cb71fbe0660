package subtext.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.model.LanguageModel;
import subtext.use.Model;
import subtext.use.Score;

@Command(
    name = "score",
    description = "Prints the nats of each text, -log p(x): what is unusual has many.",
    footer = {
      "",
      "Examples:",
      "  subtext score runs/mine \"the team is a unit\"",
      "  subtext score runs/mine - < corpus.txt | sort -rn | head       the most unusual lines",
      "  subtext score runs/mine --jsonl - < corpus.txt                 with tokens and perplexity"
    })
final class ScoreCommand implements Runnable {
  private static final Set<String> OF_BOUNDS = Set.of("--iwae", "--seed");

  @Spec private CommandSpec spec;
  @ParentCommand private Subtext subtext;
  @Mixin private TextArguments texts;
  @Mixin private JsonLines json;

  @Option(
      names = "--iwae",
      paramLabel = "K",
      defaultValue = "50",
      description =
          "Samples of the importance-weighted bound, 0 for the ELBO. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the draws of z. Default: ${DEFAULT-VALUE}.")
  private long seed;

  private long scored;
  private long cut;

  @Override
  public void run() {
    try (Model loaded = texts.load(subtext)) {
      Score score = new Score(loaded);
      if (loaded.network() instanceof LanguageModel) {
        GivenOptions.refuse(
            spec, OF_BOUNDS::contains, "the nats of a language model are exact, and draw nothing");
      }
      texts.eachPart(
          subtext.streams().in(),
          part -> {
            print(score.score(new Score.Request(part, samples, seed), scored));
            scored += part.size();
          });
      Streams.Doubts doubts = subtext.streams().doubts("score", "texts");
      doubts.say(cut, "longer than the model reads: their beginnings were scored");
    }
  }

  private void print(List<Score.Scored> scored) {
    for (Score.Scored each : scored) {
      cut += each.cut() ? 1 : 0;
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("text", each.text());
      fields.put("nats", each.nats());
      fields.put("tokens", each.tokens());
      fields.put("ppl", Double.isFinite(each.perplexity()) ? each.perplexity() : null);
      fields.put("cut", each.cut());
      String line = String.format(Locale.ROOT, "%.4f\t%s", each.nats(), each.text());
      json.print(subtext.streams(), fields, line);
    }
  }
}
