package subtext.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import subtext.bench.Benchmark;
import subtext.bench.Kind;
import subtext.bench.Report;
import subtext.bench.Settings;
import subtext.bench.Table;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "bench",
    description = "Measures speed and memory, beside a naive loop and beside PyTorch.",
    footer = {
      "",
      "Each variant runs in a process of its own, in turn with the others; medians are shown.",
      "",
      "Examples:",
      "  subtext bench                                   training steps, about eight minutes",
      "  subtext bench train --data data --rounds 5      on the sentences of data/ptb",
      "  subtext bench train --size yahoo --only bfloat16,peer-best",
      "  subtext bench generate --json                   greedy writing",
      "  subtext bench memory                            what a step needs at the most"
    })
final class BenchCommand implements Callable<Integer> {
  @ParentCommand private Subtext subtext;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      defaultValue = "train",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Kind kind;

  @Option(
      names = "--size",
      paramLabel = "NAME",
      description = "Network: ptb, yahoo, memory or tiny. Default: memory for memory, else ptb.")
  private @Nullable String size;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder that holds Penn Treebank, whose sentences are used. Default: random ones.")
  private @Nullable Path data;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "" + Settings.ROUNDS,
      description = "Runs of each variant. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "" + Settings.SECONDS,
      description = "Of each run, after warming up. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--only",
      paramLabel = "VARIANT",
      split = ",",
      description =
          "Measure these only, such as bfloat16, float32, naive, naive-as-is, peer, peer-best;"
              + " batch, single for generate.")
  private List<String> only = List.of();

  @Option(names = "--json", description = "Print one JSON object with everything.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Settings settings =
        new Settings(subtext.installation().home(), size, data, rounds, seconds, only);
    Report report = new Benchmark(kind, settings, subtext.streams().err()::println).run();
    if (json) {
      subtext.streams().line(JsonMapper.shared().writeValueAsString(report));
    } else {
      Table.lines(report).forEach(subtext.streams()::line);
    }
    return 0;
  }
}
