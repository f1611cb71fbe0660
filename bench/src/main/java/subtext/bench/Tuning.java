package subtext.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The environment in which the native libraries run best, by name: what {@code build/environment}
 * says and the launcher sets.
 */
public record Tuning(SequencedMap<String, String> settings) {
  private static final String ARITHMETIC = "OPENBLAS_CORETYPE";
  private static final String ALLOCATOR = "MALLOC_";

  /** What the script of the installation {@code home} says; nothing where there is none. */
  public static Tuning of(Path home) {
    Path script = home.resolve("build/environment");
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    if (Files.isExecutable(script)) {
      try {
        Process process = new ProcessBuilder(script.toString()).start();
        try (Stream<String> lines = process.inputReader().lines()) {
          lines
              .map(line -> line.split("=", 2))
              .filter(pair -> pair.length == 2)
              .forEach(pair -> settings.put(pair[0], pair[1]));
        }
      } catch (IOException e) {
        settings.clear();
      }
    }
    return new Tuning(settings);
  }

  /** Those that choose kernels and tune the allocator: they help without a second thought. */
  Map<String, String> withoutThreads() {
    Map<String, String> some = new LinkedHashMap<>(settings);
    some.keySet().removeIf(name -> !name.equals(ARITHMETIC) && !name.startsWith(ALLOCATOR));
    return some;
  }
}
