package subtext.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The types that fields of requests have, each in words and as JSON. */
enum FieldType {
  TEXT("a string") {
    @Override
    @Nullable Object from(JsonNode value, Class<?> type) {
      return value.isString() ? value.stringValue() : null;
    }
  },
  WHOLE("a whole number") {
    @Override
    @Nullable Object from(JsonNode value, Class<?> type) {
      if (type == long.class) {
        return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null;
      }
      return value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : null;
    }
  },
  NUMBER("a number") {
    @Override
    @Nullable Object from(JsonNode value, Class<?> type) {
      double number = value.isNumber() ? value.doubleValue(Double.NaN) : Double.NaN;
      return Double.isFinite(number) ? number : null;
    }
  },
  FLAG("true or false") {
    @Override
    @Nullable Object from(JsonNode value, Class<?> type) {
      return value.isBoolean() ? value.booleanValue() : null;
    }
  },
  CHOICE("one of") {
    @Override
    @Nullable Object from(JsonNode value, Class<?> type) {
      return Arrays.stream(type.getEnumConstants())
          .filter(each -> value.isString() && name(each).equals(value.stringValue()))
          .findFirst()
          .orElse(null);
    }
  },
  TEXTS("a list of strings") {
    @Override
    @Nullable Object from(JsonNode value, Class<?> type) {
      List<String> texts =
          value.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList();
      return value.isArray() && texts.size() == value.size() ? texts : null;
    }
  },
  TEXT_OR_TEXTS("a string, or a list of strings") {
    @Override
    @Nullable Object from(JsonNode value, Class<?> type) {
      Object texts =
          value.isString() ? List.of(value.stringValue()) : TEXTS.from(value, List.class);
      return texts instanceof List<?> list
          ? new OneOrMore(list.stream().map(String.class::cast).toList())
          : null;
    }
  },
  VECTOR("a list of numbers") {
    @Override
    @Nullable Object from(JsonNode value, Class<?> type) {
      return value.isArray() ? vector(value) : null;
    }
  },
  VECTORS("a list of lists of numbers") {
    @Override
    @Nullable Object from(JsonNode value, Class<?> type) {
      List<float[]> rows = new ArrayList<>();
      for (JsonNode row : value.values()) {
        float[] vector = row.isArray() ? vector(row) : null;
        if (vector == null) {
          return null;
        }
        rows.add(vector);
      }
      return value.isArray() ? rows.toArray(float[][]::new) : null;
    }
  };

  private final String words;

  FieldType(String words) {
    this.words = words;
  }

  abstract @Nullable Object from(JsonNode value, Class<?> type);

  static FieldType of(Class<?> type) {
    if (type.isEnum()) {
      return CHOICE;
    }
    return switch (type.getSimpleName()) {
      case "String" -> TEXT;
      case "int", "Integer", "long" -> WHOLE;
      case "double", "Double" -> NUMBER;
      case "boolean" -> FLAG;
      case "List" -> TEXTS;
      case "OneOrMore" -> TEXT_OR_TEXTS;
      case "float[]" -> VECTOR;
      case "float[][]" -> VECTORS;
      default -> throw new IllegalStateException("no field of a request can be a " + type);
    };
  }

  /**
   * What {@code value} is in Java.
   *
   * @throws Problem if it is of another type, or not in the range that is allowed
   */
  Object read(JsonNode value, RequestField field) {
    Object read = from(value, field.type());
    if (read == null) {
      throw new Problem(
          Problem.Kind.WRONG_FIELD,
          "%s must be %s".formatted(field.name(), words(field.type())),
          field.name());
    }
    About about = field.about();
    if (about.mostItems() > 0 && !value.isString() && value.size() > about.mostItems()) {
      throw new Problem(
          Problem.Kind.TOO_LARGE,
          "%s: %d are too many, %d are allowed; send more requests"
              .formatted(field.name(), value.size(), about.mostItems()),
          field.name());
    }
    if (read instanceof Number number
        && !(number.doubleValue() >= about.least() && number.doubleValue() <= about.most())) {
      throw new Problem(
          Problem.Kind.UNFIT,
          "%s: %s is out of range; allowed: %s".formatted(field.name(), value, range(about)),
          field.name());
    }
    return read;
  }

  private String words(Class<?> type) {
    return this == CHOICE
        ? words
            + " "
            + String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(FieldType::name).toList())
        : words;
  }

  /** How a constant is called in JSON. */
  static String name(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  private static String range(About about) {
    String least = number(about.least());
    return about.most() == Double.POSITIVE_INFINITY
        ? least + " or more"
        : least + " to " + number(about.most());
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static float @Nullable [] vector(JsonNode row) {
    float[] vector = new float[row.size()];
    for (int d = 0; d < vector.length; d++) {
      JsonNode value = row.get(d);
      vector[d] = value.isNumber() ? value.floatValue(Float.NaN) : Float.NaN;
      if (!Float.isFinite(vector[d])) {
        return null;
      }
    }
    return vector;
  }
}
