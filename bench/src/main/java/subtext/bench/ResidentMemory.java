package subtext.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** This process's resident set, as Linux counts it. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  private ResidentMemory() {}

  /** Bytes; 0 where the system does not say. */
  static long now() {
    return bytes("VmRSS:");
  }

  /** Bytes at the most since {@link #resetPeak}; 0 where the system does not say. */
  static long peak() {
    return bytes("VmHWM:");
  }

  /** Bytes that belong to no file that is mapped; 0 where the system does not say. */
  static long anonymous() {
    return bytes("RssAnon:");
  }

  /** Where the system refuses it, the peak is that of the whole process. */
  static void resetPeak() {
    try {
      Files.writeString(RESET, "5");
    } catch (IOException e) {
      return; // see above
    }
  }

  private static long bytes(String key) {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
