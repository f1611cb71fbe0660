package subtext.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone, with all that is in it, when it is closed. */
public record TemporaryFolder(Path path) implements AutoCloseable {

  /** Makes one, whose name begins with {@code name}, where the system keeps such folders. */
  public static TemporaryFolder make(String name) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(name));
  }

  /** Makes one in {@code parent}, which is made as well if it is missing. */
  public static TemporaryFolder make(Path parent, String name) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(Files.createDirectories(parent), name));
  }

  @Override
  public void close() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(path)) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
