package subtext.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code subtext}: what all verbs share. */
@Command(
    name = "subtext",
    description = "Trains, evaluates and explores variational autoencoders for text.%n",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    footer = {
      "",
      "Results go to standard output, everything else to standard error.",
      "Exit status: 0 done, 1 failed, 2 wrong usage or bad input.",
      "",
      "Examples:",
      "  subtext quickstart                    a model in minutes, and a report of it",
      "  subtext train --data reviews.txt      your own text, one a line",
      "  subtext generate                      new sentences",
      "  subtext train --help                  the options of a verb"
    })
final class Subtext implements Runnable {
  private final Installation installation;
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli sets it and acts on it
  private boolean help;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show where an error comes from.")
  private boolean stackTraces;

  Subtext(Installation installation, Streams streams) {
    this.installation = installation;
    this.streams = streams;
  }

  Installation installation() {
    return installation;
  }

  Streams streams() {
    return streams;
  }

  boolean stackTraces() {
    return stackTraces;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do? Give a verb.");
  }
}
