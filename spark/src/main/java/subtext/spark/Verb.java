package subtext.spark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What can be asked of a cluster: each is an application of its own. */
enum Verb {
  TRAIN(SubtextTrain.class, "trains a model by a recipe, on several executors"),
  ENCODE(SubtextEncode.class, "turns texts into vectors"),
  SCORE(SubtextScore.class, "gives texts their nats, -log p(x)"),
  CLASSIFY(SubtextClassify.class, "gives texts their labels"),
  TRANSLATE(SubtextTranslate.class, "translates texts"),
  GENERATE(SubtextGenerate.class, "writes new sentences"),
  TOPICS(SubtextTopics.class, "says what documents are about"),
  INDEX(SubtextIndex.class, "makes an index of a corpus for search and answer"),
  LINES(SubtextLines.class, "writes lines of words to measure with"),
  BENCH(SubtextBench.class, "measures steps, and what their processes cost one another"),
  DOCTOR(SubtextDoctor.class, "says what the executors offer");

  private final Class<?> application;
  private final String description;

  Verb(Class<?> application, String description) {
    this.application = application;
    this.description = description;
  }

  /** The verb that the command line calls so. */
  static Optional<Verb> of(String word) {
    return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
  }

  /** The words of all, for messages. */
  static String words() {
    return Arrays.stream(values()).map(Verb::word).collect(Collectors.joining(", "));
  }

  /** A line for each. */
  static String[] help() {
    return Arrays.stream(values())
        .map(verb -> "  %-10s %s".formatted(verb.word(), verb.description))
        .toArray(String[]::new);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it understands. */
  CommandLine commandLine() {
    return switch (this) {
      case TRAIN -> SubtextTrain.commandLine();
      case ENCODE -> BatchApplication.commandLine(word(), new SubtextEncode());
      case SCORE -> BatchApplication.commandLine(word(), new SubtextScore());
      case CLASSIFY -> BatchApplication.commandLine(word(), new SubtextClassify());
      case TRANSLATE -> BatchApplication.commandLine(word(), new SubtextTranslate());
      case GENERATE -> BatchApplication.commandLine(word(), new SubtextGenerate());
      case TOPICS -> BatchApplication.commandLine(word(), new SubtextTopics());
      case INDEX -> SubtextIndex.commandLine();
      case LINES -> SubtextLines.commandLine();
      case BENCH -> SubtextBench.commandLine();
      case DOCTOR -> new CommandLine(CommandSpec.create().name(word()));
    };
  }

  String description() {
    return description;
  }

  /** The class whose {@code main} Spark is to run. */
  String application() {
    return application.getName();
  }
}
