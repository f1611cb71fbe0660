package subtext.app;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "help",
    description = "Shows the verbs, or the options of one.",
    footer = {"", "Example:", "  subtext help doctor"})
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "VERB", description = "The verb to explain.")
  private @Nullable String verb;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    return verb == null ? root.execute("--help") : root.execute(verb, "--help");
  }
}
