package subtext.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.report.Verdict.Clause;
import subtext.report.Verdict.Relation;
import subtext.store.RunFolder;
import subtext.train.Publisher;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A finished run as an entry of a comparison, from its folder. */
public final class RunEntry {
  private static final String ERROR = "_error";

  /** What is no measurement of the model. */
  private static final List<String> SETTINGS = List.of("iwae_samples");

  private RunEntry() {}

  /**
   * Reads the evaluation and the metrics of the run in {@code folder}.
   *
   * @throws InputException if there is no run, or one that is not finished
   */
  public static Comparison.Entry read(Path folder) throws IOException {
    RunFolder run = RunFolder.open(folder);
    Path file = Publisher.evaluationFile(run);
    if (!Files.exists(file)) {
      throw new InputException(
          "%s is not finished and has no evaluation: subtext train --resume %s goes on with it"
              .formatted(folder, folder));
    }
    return new Comparison.Entry(
        run.path().getFileName().toString(), assessment(values(file)), RunCurves.of(run));
  }

  private static Map<String, @Nullable Object> values(Path file) throws IOException {
    try {
      return JsonMapper.shared().readValue(Files.readString(file), new TypeReference<>() {});
    } catch (JacksonException e) {
      throw new CorruptFileException(file, "is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Assessment assessment(Map<String, @Nullable Object> values) {
    List<Figure> figures = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          if (value instanceof Number number && !name.endsWith(ERROR) && !SETTINGS.contains(name)) {
            double error =
                values.get(name + ERROR) instanceof Number known ? known.doubleValue() : Double.NaN;
            String note = name.endsWith("_iwae") ? "k = " + values.get("iwae_samples") : "";
            figures.add(new Figure(name, number.doubleValue(), error, note));
          }
        });
    return new Assessment(figures, values.get("alive") instanceof Boolean alive ? of(alive) : null);
  }

  /** The verdict that the run's own evaluation came to. */
  private static Verdict of(boolean alive) {
    return new Verdict("", List.of(new Clause("alive", alive ? 1 : 0, Relation.AT_LEAST, 1)));
  }
}
