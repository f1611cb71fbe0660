package subtext.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import subtext.config.Binder;
import subtext.error.InputException;
import subtext.model.ModelSpec;
import subtext.store.ModelFile;

@Command(
    name = "models",
    description = "Lists the models at hand: those that ship, and those of the runs in runs/.",
    footer = {"", "Examples:", "  subtext models", "  subtext models --runs elsewhere --jsonl"})
final class ModelsCommand implements Runnable {
  @ParentCommand private Subtext subtext;
  @Mixin private JsonLines json;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Folder of runs. Default: ${DEFAULT-VALUE}.")
  private Path runs;

  @Override
  public void run() {
    Map<String, Path> models = new Models(subtext.installation(), runs).all();
    int width = models.keySet().stream().mapToInt(String::length).max().orElse(0);
    models.forEach(
        (name, folder) -> {
          Map<String, @Nullable Object> row = row(name, folder);
          String padded = name + " ".repeat(width + 2 - name.length());
          json.print(subtext.streams(), row, padded + line(row));
        });
  }

  private static Map<String, @Nullable Object> row(String name, Path folder) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("folder", folder.toString());
    try {
      Path config = ModelFile.locate(folder).resolve("config.json");
      ModelSpec spec = Binder.bind(Binder.read(config), ModelSpec.class);
      row.put("task", spec.task().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      row.put("language", spec.language());
      row.put("nll_iwae", spec.figures().get("nll_iwae"));
      row.put("mi", spec.figures().get("mi"));
      row.put("accuracy", spec.figures().get("accuracy"));
    } catch (InputException e) {
      row.put("damaged", e.getMessage());
    }
    return row;
  }

  private static String line(Map<String, @Nullable Object> row) {
    if (row.get("damaged") != null) {
      return "damaged: " + row.get("damaged");
    }
    String line = "%s, %s".formatted(row.get("task"), row.get("language"));
    if (row.get("accuracy") instanceof Double share) {
      return line + String.format(Locale.ROOT, ", %.1f %% right", 100 * share);
    }
    return row.get("nll_iwae") instanceof Double nats
        ? line + String.format(Locale.ROOT, ", %.2f nats a sentence", nats)
        : line;
  }
}
