package subtext.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import subtext.store.LibraryVersion;

@Command(
    name = "version",
    description = "Prints the version.",
    footer = {"", "Example:", "  subtext version"})
final class VersionCommand implements Runnable {
  @ParentCommand private Subtext subtext;

  @Override
  public void run() {
    subtext.streams().line("subtext " + LibraryVersion.current());
  }
}
