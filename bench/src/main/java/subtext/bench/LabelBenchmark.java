package subtext.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import subtext.store.TemporaryFolder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares classifiers by how many labels they are told. What has been measured lies in a folder, a
 * file for each, and is not measured again.
 *
 * @param progress takes a line for people, now and then
 */
public record LabelBenchmark(LabelSettings settings, Consumer<String> progress) {

  /**
   * Measures what is missing; takes minutes for each network that is trained.
   *
   * @throws subtext.error.InputException if the set is not there
   */
  public LabelReport run() throws IOException {
    Path results = Files.createDirectories(settings.folder());
    List<LabelOutcome> outcomes = new ArrayList<>();
    try (TemporaryFolder folder = TemporaryFolder.make("subtext-labels")) {
      LabelTexts texts = new LabelTexts(settings, folder.path());
      for (LabelCell cell : cells()) {
        Path file = results.resolve(cell.file());
        if (!Files.exists(file)) {
          LabelOutcome found = cell.method().measure(cell, texts);
          write(file, found);
          progress.accept(
              "%s: accuracy %s in %s s"
                  .formatted(
                      cell.words(),
                      Table.number("%.4f", found.accuracy()),
                      Table.number("%.0f", found.seconds())));
        }
        outcomes.add(JsonMapper.shared().readValue(file.toFile(), LabelOutcome.class));
      }
    }
    return LabelReport.of(settings.set(), outcomes);
  }

  private List<LabelCell> cells() {
    List<LabelCell> cells = new ArrayList<>();
    for (int seed = 1; seed <= settings.seeds(); seed++) {
      for (int labels : settings.labels()) {
        for (LabelMethod method : settings.methods()) {
          cells.add(new LabelCell(settings.set(), method, labels, seed));
        }
      }
    }
    return cells;
  }

  /** Whole, or not at all. */
  private static void write(Path file, LabelOutcome outcome) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(beside, JsonMapper.shared().writeValueAsString(outcome) + "\n");
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
