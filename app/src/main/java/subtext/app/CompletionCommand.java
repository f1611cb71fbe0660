package subtext.app;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Prints a script that completes verbs and options in a shell.",
    footer = {
      "",
      "Examples:",
      "  source <(subtext completion bash)       in ~/.bashrc",
      "  source <(subtext completion zsh)        in ~/.zshrc"
    })
final class CompletionCommand implements Runnable {
  /** In the spelling of the command line. */
  enum Shell {
    bash,
    zsh
  }

  @ParentCommand private Subtext subtext;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Override
  public void run() {
    if (shell == Shell.zsh) { // the script is bash's; zsh reads it through its own emulation
      subtext.streams().line("autoload -U +X compinit && compinit");
    }
    subtext.streams().line(AutoComplete.bash("subtext", spec.root().commandLine()).strip());
  }
}
