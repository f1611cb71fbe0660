package subtext.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.bench.LabelBenchmark;
import subtext.bench.LabelMethod;
import subtext.bench.LabelReport;
import subtext.bench.LabelSet;
import subtext.bench.LabelSettings;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "classify",
    description =
        "Compares classifiers by how many labels they are told: accuracy and macro-F1 on the test"
            + " split.",
    footer = {
      "",
      "What is finished lies in a folder, a file for each, and is not measured again: a run that"
          + " was interrupted goes on.",
      "",
      "Examples:",
      "  subtext bench classify --data data --out cells                     SST-2",
      "  subtext bench classify --set trec --data data --out cells --labels 100 --seeds 3",
      "  subtext bench classify --data data --out cells --methods tfidf,probe --json"
    })
final class BenchClassifyCommand implements Callable<Integer> {
  @ParentCommand private BenchCommand bench;
  @Spec private CommandSpec spec;

  @Option(
      names = "--set",
      paramLabel = "NAME",
      defaultValue = "sst2",
      description = "sst2, trec, chnsenticorp or wordnet. Default: ${DEFAULT-VALUE}.")
  private String set;

  @Option(
      names = "--labels",
      paramLabel = "N",
      split = ",",
      defaultValue = "100,500",
      description = "How many labels are told; 0 for all. Default: ${DEFAULT-VALUE}.")
  private List<Integer> labels;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Each draws its labels, weights, order and noise; all methods have the same labels."
              + " Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "tfidf,lstm,supervised,m1,m2,probe",
      description = "What is compared. Default: ${DEFAULT-VALUE}.")
  private List<String> methods;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder that holds the set.")
  private @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for what was found.")
  private Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of the engine; 0 for one a processor core. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--json", description = "Print one JSON object with everything.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    BenchCommand.refuseOptionsBefore(spec);
    Subtext subtext = bench.subtext();
    LabelSettings settings =
        new LabelSettings(
            subtext.installation().home(),
            data,
            LabelSet.named(set),
            labels,
            seeds,
            methods.stream().map(LabelMethod::named).toList(),
            out,
            threads);
    LabelReport report = new LabelBenchmark(settings, subtext.streams().err()::println).run();
    if (json) {
      subtext.streams().line(JsonMapper.shared().writeValueAsString(report));
    } else {
      report.lines().forEach(subtext.streams()::line);
    }
    return 0;
  }
}
