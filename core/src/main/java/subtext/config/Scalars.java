package subtext.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a scalar to the type that a record asks for. */
final class Scalars {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,4})?");

  private Scalars() {}

  /** The value, or null if {@code type} is no scalar type. */
  static @Nullable Object parse(String text, Class<?> type) {
    if (type == String.class) {
      return text;
    }
    if (type == boolean.class || type == Boolean.class) {
      return truth(text);
    }
    if (type == double.class || type == Double.class) {
      return real(text);
    }
    if (type == int.class || type == Integer.class) {
      return (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    return type.isEnum() ? constant(text, type) : null;
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  private static double real(String text) {
    double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("'" + text + "' is not a finite number");
    }
    return value;
  }

  private static long whole(String text, long least, long most) {
    if (NUMBER.matcher(text).matches()) {
      try {
        long value = new BigDecimal(text).longValueExact();
        if (value >= least && value <= most) {
          return value;
        }
      } catch (ArithmeticException e) {
        // has a fraction or is too large: the message below says so
      }
    }
    throw new IllegalArgumentException(
        "'%s' is not a whole number from %d to %d".formatted(text, least, most));
  }

  private static Object constant(String text, Class<?> type) {
    String wanted = text.replace('-', '_');
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equalsIgnoreCase(wanted)) {
        return constant;
      }
    }
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(c -> Kinds.name((Enum<?>) c)).toList();
    throw new IllegalArgumentException(
        "'%s' is unknown%s".formatted(text, Nearest.hint(text.toLowerCase(Locale.ROOT), names)));
  }
}
