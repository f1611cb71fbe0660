package subtext.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Files that are being written, beside the caches that they will be. */
final class Drafts {
  private static final String END = ".tmp";
  private static final Duration ABANDONED = Duration.ofHours(1);

  private Drafts() {}

  /** A name that no other process takes. */
  static Path of(Path cache) {
    return cache.resolveSibling("%s.%s%s".formatted(cache.getFileName(), UUID.randomUUID(), END));
  }

  /** Makes the folder of {@code cache}, without what a process that was killed has left there. */
  static void makeRoom(Path cache) throws IOException {
    Path folder = cache.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Instant latest = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(folder, "*.{tokens,features}.*" + END)) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft).toInstant().isBefore(latest)) {
          Files.deleteIfExists(draft);
        }
      }
    }
  }
}
