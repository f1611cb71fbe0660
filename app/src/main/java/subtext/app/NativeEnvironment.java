package subtext.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The environment variables that libtorch is sensitive to, as they are and as {@code
 * build/environment}, which the launcher asks, says they should be.
 */
final class NativeEnvironment {
  private NativeEnvironment() {}

  static List<Finding> findings(Installation installation) {
    return settings(installation).stream()
        .map(setting -> setting.split("=", 2))
        .map(setting -> finding(setting[0], setting[1]))
        .toList();
  }

  private static Finding finding(String name, String best) {
    String value = System.getenv(name);
    if (value == null) {
      return new Finding(name, "unset", "should be " + best + "; ./subtext sets it");
    }
    return value.equals(best)
        ? new Finding(name, value, "as it should be")
        : new Finding(name, value, "your setting; the launcher would say " + best);
  }

  /** {@code NAME=VALUE}; nothing when the launcher is not there. */
  private static List<String> settings(Installation installation) {
    Path script = installation.home().resolve("build/environment");
    if (!Files.isExecutable(script)) {
      return List.of();
    }
    try {
      Process process = new ProcessBuilder(script.toString()).start();
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
        return lines.lines().filter(line -> line.contains("=")).toList();
      }
    } catch (IOException e) {
      return List.of();
    }
  }
}
