package subtext.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.report.Comparison;
import subtext.report.Figure;
import subtext.report.RunEntry;

@Command(
    name = "compare",
    description = "Shows finished runs side by side.",
    footer = {
      "",
      "Examples:",
      "  subtext compare runs/vae runs/language-model",
      "  subtext compare runs/* --html compare.html      with curves, rate and distortion"
    })
final class CompareCommand implements Callable<Integer> {
  @ParentCommand private Subtext subtext;
  @Spec private CommandSpec spec;
  @Mixin private JsonLines json;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run folders.")
  private List<Path> runs;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots as well.")
  private @Nullable Path html;

  @Option(
      names = "--language",
      paramLabel = "L",
      defaultValue = "en",
      description = "Of the page, en or zh. Default: ${DEFAULT-VALUE}.")
  private String language;

  @Override
  public Integer call() throws IOException {
    if (html == null) {
      GivenOptions.refuse(spec, "--language"::equals, "is of the page that --html writes");
    } else {
      OutputFile.requireFolder("--html", html);
    }
    List<Comparison.Entry> entries = new ArrayList<>();
    for (Path run : runs) {
      entries.add(RunEntry.read(run));
    }
    Comparison comparison = new Comparison(language, entries);
    if (json.wanted()) {
      entries.forEach(entry -> json.print(subtext.streams(), fields(entry), ""));
    } else {
      comparison.text().lines().forEach(subtext.streams()::line);
    }
    if (html != null) {
      comparison.write(html);
    }
    return 0;
  }

  private static Map<String, Object> fields(Comparison.Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", entry.name());
    for (Figure figure : entry.assessment().figures()) {
      fields.put(figure.key(), figure.value());
    }
    return fields;
  }
}
