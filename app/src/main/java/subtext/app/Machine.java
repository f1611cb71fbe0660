package subtext.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import subtext.bench.MachineFacts;
import subtext.store.LibraryVersion;
import subtext.tensor.Processor;

/** What {@code doctor} finds before any native library is loaded. */
final class Machine {
  private static final Set<String> MATTERING =
      Set.of("avx2", "fma", "avx512f", "avx512vl", "avx512_vnni", "avx512_bf16", "amx_bf16");

  private Machine() {}

  static List<Finding> findings() {
    Runtime runtime = Runtime.getRuntime();
    return List.of(
        new Finding("subtext", LibraryVersion.current()),
        new Finding("java", Runtime.version() + " at " + System.getProperty("java.home")),
        new Finding("system", System.getProperty("os.name") + " " + System.getProperty("os.arch")),
        new Finding("processor", MachineFacts.cpu("model name")),
        new Finding("processor flags", flags()),
        Processor.hasBfloat16()
            ? new Finding("bfloat16", "has instructions for it")
            : new Finding("bfloat16", "no instructions for it", "models train in float32"),
        new Finding("processors", runtime.availableProcessors()),
        new Finding("heap limit", runtime.maxMemory() / (1 << 20) + " MB"),
        nativeCache());
  }

  private static Finding nativeCache() {
    String folder =
        System.getProperty(
            "org.bytedeco.javacpp.cachedir", System.getProperty("user.home") + "/.javacpp/cache");
    Path cache = Path.of(folder);
    return Files.isDirectory(cache)
        ? new Finding("native cache", cache + ", " + size(cache) / (1 << 20) + " MB")
        : new Finding("native cache", cache.toString(), "empty, filled at the first use");
  }

  /** Bytes of all files under {@code folder}; those that vanish meanwhile count nothing. */
  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> Files.isRegularFile(file) ? file.toFile().length() : 0).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private static String flags() {
    Set<String> flags = new TreeSet<>(List.of(MachineFacts.cpu("flags").split(" ")));
    flags.retainAll(MATTERING);
    return flags.isEmpty() ? "unknown" : String.join(" ", flags);
  }
}
