package subtext.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Names of a closed choice's members as they stand in files. */
final class Kinds {
  /** The key that tells a sealed interface's records apart. */
  static final String KEY = "kind";

  private Kinds() {}

  /** Decapitalised simple names of the records that {@code choice} permits, in their order. */
  static Map<String, Class<?>> of(Class<?> choice) {
    Map<String, Class<?>> kinds = new LinkedHashMap<>();
    for (Class<?> kind : choice.getPermittedSubclasses()) {
      kinds.put(name(kind), kind);
    }
    return kinds;
  }

  static String name(Class<?> kind) {
    String name = kind.getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** {@code AS_IS} is written {@code as-is}. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
