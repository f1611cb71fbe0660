package subtext.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "doctor",
    description = "Shows what Subtext finds on this machine and what would make it faster.",
    footer = {
      "",
      "Examples:",
      "  subtext doctor",
      "  subtext doctor --quick      loads no libraries, measures nothing"
    })
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand private Subtext subtext;

  @Option(names = "--quick", description = "Load no native libraries and measure nothing.")
  private boolean quick;

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(Machine.findings());
    findings.addAll(NativeEnvironment.findings(subtext.installation()));
    if (!quick) {
      findings.addAll(Engine.findings());
    }
    int width = findings.stream().mapToInt(finding -> finding.name().length()).max().orElse(0);
    for (Finding finding : findings) {
      subtext.streams().line(finding.toLine(width));
    }
    return 0;
  }
}
