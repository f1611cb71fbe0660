package subtext.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.serve.ServeBenchmark;
import subtext.serve.ServeReport;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "serve",
    description =
        "Embeddings a second over HTTP: requests of many clients computed together, one by one, and"
            + " those of one client.",
    footer = {
      "",
      "Examples:",
      "  subtext bench serve",
      "  subtext bench serve --clients 64 --seconds 10 --rounds 5 --json"
    })
final class BenchServeCommand implements Callable<Integer> {
  @ParentCommand private BenchCommand bench;
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR",
      defaultValue = "quickstart-en",
      description = "Model that makes the vectors. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "64",
      description = "That ask at the same time. Default: ${DEFAULT-VALUE}.")
  private int clients;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the engine. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "Of each run, after warming up. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs of each way, in turn. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--json", description = "Print one JSON object with everything.")
  private boolean json;

  @Override
  public Integer call() {
    BenchCommand.refuseOptionsBefore(spec);
    Subtext subtext = bench.subtext();
    ServeReport report =
        new ServeBenchmark(
                ModelArgument.find(subtext, model),
                CacheFolder.maps(),
                clients,
                threads,
                seconds,
                rounds,
                subtext.streams().err()::println)
            .run();
    if (json) {
      subtext.streams().line(JsonMapper.shared().writeValueAsString(report));
    } else {
      report.lines().forEach(subtext.streams()::line);
    }
    return 0;
  }
}
