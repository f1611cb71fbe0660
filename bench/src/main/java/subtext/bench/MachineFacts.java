package subtext.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where something was measured.
 *
 * @param cores that Java may use
 * @param memoryMegabytes of the machine
 * @param kernels the vector instructions that libtorch's are chosen for
 * @param threads of one of libtorch's operations
 * @param pytorch version of the peer; null without one
 */
public record MachineFacts(
    String processor,
    int cores,
    long memoryMegabytes,
    String system,
    String java,
    String libtorch,
    String kernels,
    int threads,
    @Nullable String pytorch) {
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");

  static MachineFacts of(Prepared engine, Peer.@Nullable Version peer) {
    String total = value(MEMORY, "MemTotal").replaceAll("\\D", "");
    return new MachineFacts(
        cpu("model name"),
        Runtime.getRuntime().availableProcessors(),
        total.isEmpty() ? 0 : Long.parseLong(total) / 1024,
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        Runtime.version().toString(),
        engine.libtorch(),
        engine.kernels(),
        engine.threads(),
        peer == null ? null : peer.torch());
  }

  /** The first value of {@code key} in Linux's list of processors, or {@code unknown}. */
  public static String cpu(String key) {
    return value(CPU, key);
  }

  /** Of the checkout {@code home}, or {@code unknown}. */
  static String commit(Path home) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", home.toString(), "rev-parse", "HEAD")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (Stream<String> lines = git.inputReader().lines()) {
        return lines.findFirst().orElse("unknown");
      }
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** In words, with the commit that was measured. */
  String line(String commit) {
    return "%s, %d cores, %d MB, %s, Java %s, libtorch %s (%s, %d threads), PyTorch %s, commit %s"
        .formatted(
            processor,
            cores,
            memoryMegabytes,
            system,
            java,
            libtorch,
            kernels,
            threads,
            pytorch == null ? "not used" : pytorch,
            commit);
  }

  private static String value(Path file, String key) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
