package subtext.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import subtext.explain.Grammar;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "grammar",
    description =
        "Writes sentences with known factors, to train models whose disentanglement is measured:"
            + " JSON, one a line.",
    footer = {
      "",
      "Examples:",
      "  subtext grammar --count 20000 > grammar.jsonl",
      "  subtext train --data grammar.jsonl --out runs/grammar",
      "  subtext explain runs/grammar --disentanglement"
    })
final class GrammarCommand implements Runnable {
  private static final JsonMapper JSON = JsonMapper.shared();

  @ParentCommand private Subtext subtext;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Sentences. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Of the sentences; those that explain measures on have the seed 1. Default:"
              + " ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public void run() {
    for (Grammar.Sentence sentence : Grammar.sentences(count, seed)) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("text", sentence.text());
      List<Grammar.Factor> factors = Grammar.FACTORS;
      for (int k = 0; k < factors.size(); k++) {
        fields.put(factors.get(k).name(), factors.get(k).values().get(sentence.factors()[k]));
      }
      subtext.streams().line(JSON.writeValueAsString(fields));
    }
  }
}
