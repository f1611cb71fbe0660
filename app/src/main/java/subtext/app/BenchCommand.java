package subtext.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.bench.Kind;
import subtext.bench.Result;
import subtext.bench.Settings;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "bench",
    description = "Measures us beside others: speed, memory, vectors, topics, classifiers.",
    subcommands = {BenchClassifyCommand.class, BenchServeCommand.class},
    footer = {
      "",
      "Each variant runs in a process of its own, in turn with the others; medians are shown.",
      "",
      "Examples:",
      "  subtext bench                                   training steps, about eight minutes",
      "  subtext bench train --data data --rounds 5      on the sentences of data/ptb",
      "  subtext bench train --size yahoo --only bfloat16,peer-best",
      "  subtext bench generate --json                   greedy writing",
      "  subtext bench memory                            what a step needs at the most",
      "  subtext bench curves --data data --svg c.svg    how training goes on, about two hours",
      "  subtext bench encode --data data                vectors, beside all-MiniLM-L6-v2",
      "  subtext bench represent --data data --model runs/vae,runs/autoencoder",
      "  subtext bench scale --corpora 10,100 --svg scale.svg",
      "  subtext bench start                             from the shell to a result",
      "  subtext bench topics --data data                our topics, beside those of LDA",
      "  subtext bench classify --help                   classifiers by how many labels they know",
      "  subtext bench serve                             embeddings a second over HTTP"
    })
final class BenchCommand implements Callable<Integer> {
  private static final String SHIPPED = "quickstart-en";

  /** Options that not every kind looks at, and the kinds that do. */
  private static final Map<String, Set<Kind>> USED_BY =
      Map.of(
          "--size", EnumSet.complementOf(EnumSet.of(Kind.START, Kind.TOPICS, Kind.REPRESENT)),
          "--data", EnumSet.complementOf(EnumSet.of(Kind.START, Kind.SCALE)),
          "--rounds", EnumSet.complementOf(EnumSet.of(Kind.REPRESENT)),
          "--seconds", EnumSet.of(Kind.TRAIN, Kind.GENERATE, Kind.MEMORY, Kind.ENCODE, Kind.SCALE),
          "--model", EnumSet.of(Kind.ENCODE, Kind.REPRESENT),
          "--corpora", EnumSet.of(Kind.SCALE),
          "--epochs", EnumSet.of(Kind.CURVES),
          "--seed", EnumSet.of(Kind.CURVES, Kind.TOPICS),
          "--svg", EnumSet.of(Kind.CURVES, Kind.SCALE));

  @ParentCommand private Subtext subtext;
  @Spec private CommandSpec spec;

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
          "Folder that holds Penn Treebank (STS-B for encode; STS-B, TREC and SST-2 for represent),"
              + " whose sentences are used. Default: random ones.")
  private @Nullable Path data;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Runs of each variant; of curves and topics, seeds. Default: 3; 5 for start.")
  private @Nullable Integer rounds;

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
              + " batch, single for generate; random, model, minilm for encode; pretrained, words,"
              + " model for represent; threads, vocabulary, latent, corpus for scale; version,"
              + " generate, train for start; recipes for topics.")
  private List<String> only = List.of();

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR",
      split = ",",
      description =
          "Trained models that encode and represent measure. Default: for encode quickstart-en, if"
              + " it is there; for represent none.")
  private List<String> models = List.of();

  @Option(
      names = "--corpora",
      paramLabel = "MB",
      split = ",",
      description = "Sizes of the texts that scale has the trainer read. Default: 10,100,1000.")
  private List<Integer> corpora = Settings.CORPORA;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + Settings.EPOCHS,
      description = "That curves goes on for. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + Settings.SEED,
      description =
          "Of the weights, order and noise of curves and topics; each round has the next. Default:"
              + " ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Also draw what curves or scale finds.")
  private @Nullable Path svg;

  @Option(names = "--json", description = "Print one JSON object with everything.")
  private boolean json;

  /** The command that this belongs to. */
  Subtext subtext() {
    return subtext;
  }

  /** Refuses options that stand before the name of {@code kind}, which has options of its own. */
  static void refuseOptionsBefore(CommandSpec kind) {
    GivenOptions.refuse(
        kind.parent(),
        name -> true,
        "%s has options of its own, which stand behind its name".formatted(kind.name()));
  }

  @Override
  public Integer call() throws IOException {
    USED_BY.forEach(this::requireUsed);
    if (svg != null) {
      OutputFile.requireFolder("--svg", svg);
    }
    Settings settings =
        new Settings(
            subtext.installation().home(),
            size,
            data,
            models(),
            rounds == null ? kind.rounds() : rounds,
            seconds,
            only,
            corpora,
            epochs,
            seed);
    Result result = kind.measure(settings, subtext.streams().err()::println);
    if (json) {
      subtext.streams().line(JsonMapper.shared().writeValueAsString(result));
    } else {
      result.lines().forEach(subtext.streams()::line);
    }
    subtext.streams().flush();
    String picture = result.svg();
    if (svg != null && picture != null) {
      Files.writeString(svg, picture);
    }
    return 0;
  }

  private void requireUsed(String option, Set<Kind> kinds) {
    if (!kinds.contains(kind)) {
      String why = "does nothing with %s, only with %s".formatted(kind, kinds);
      GivenOptions.refuse(spec, option::equals, why);
    }
  }

  private List<Path> models() {
    Models known = new Models(subtext.installation(), Runs.FOLDER);
    Path shipped = known.all().get(SHIPPED);
    if (models.isEmpty() && kind == Kind.ENCODE && shipped != null) {
      return List.of(shipped);
    }
    return models.stream().map(known::find).toList();
  }
}
