package subtext.app;

import java.util.List;
import subtext.bench.Tuning;

/**
 * The environment variables that libtorch is sensitive to, as they are and as {@code
 * build/environment}, which the launcher asks, says they should be.
 */
final class NativeEnvironment {
  private NativeEnvironment() {}

  static List<Finding> findings(Installation installation) {
    return Tuning.of(installation.home()).settings().entrySet().stream()
        .map(setting -> finding(setting.getKey(), setting.getValue()))
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
}
