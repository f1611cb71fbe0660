package subtext.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder, which goes with all that it holds when it is closed. */
record Folder(Path path) implements AutoCloseable {
  static Folder create() throws IOException {
    return new Folder(Files.createTempDirectory("subtext-bench"));
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
