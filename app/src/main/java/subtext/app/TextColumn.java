package subtext.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.text.Columns;

/** In which column of a file its texts stand. */
final class TextColumn {
  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      defaultValue = Columns.AUTO,
      description =
          "Number from 1 or name of the file's column of texts. Default: the only sensible one.")
  private String column;

  /**
   * The texts of {@code file}.
   *
   * @param argument that names it, as errors say it
   * @throws InputException if it is missing
   */
  Portion of(String argument, @Nullable Path file) {
    if (file == null || !Files.isRegularFile(file)) {
      throw new InputException("%s: there is no file %s".formatted(argument, file));
    }
    return Portion.whole(file, new Columns(column, Columns.NONE));
  }
}
