package subtext.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names of a closed choice's members as they stand in files. */
final class Kinds {
  /** The key that tells a sealed interface's records apart. */
  static final String KEY = "kind";

  private Kinds() {}

  /**
   * The records that {@code choice} permits, in their order, by their decapitalised simple names;
   * one that {@linkplain #saysItself says its kind itself} by each name of it.
   */
  static Map<String, Class<?>> of(Class<?> choice) {
    Map<String, Class<?>> kinds = new LinkedHashMap<>();
    for (Class<?> record : choice.getPermittedSubclasses()) {
      if (saysItself(record)) {
        own(record).forEach(constant -> kinds.put(name(constant), record));
      } else {
        kinds.put(name(record), record);
      }
    }
    return kinds;
  }

  /**
   * Whether one record stands for several kinds: its component {@code kind}, an enum, says which.
   */
  static boolean saysItself(Class<?> record) {
    return !own(record).isEmpty();
  }

  private static List<Enum<?>> own(Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .filter(component -> component.getName().equals(KEY) && component.getType().isEnum())
        .flatMap(component -> Arrays.stream(component.getType().getEnumConstants()))
        .<Enum<?>>map(constant -> (Enum<?>) constant)
        .toList();
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
