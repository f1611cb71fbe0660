package subtext.app;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Where runs go that are given no folder. */
final class Runs {
  static final Path FOLDER = Path.of("runs");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private Runs() {}

  /** The folder of a run that begins now. */
  static Path next(String name) {
    return FOLDER.resolve(name + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME));
  }
}
