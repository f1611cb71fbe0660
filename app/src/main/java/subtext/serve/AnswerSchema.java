package subtext.serve;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of an answer as JSON Schema. */
final class AnswerSchema {
  private AnswerSchema() {}

  static Map<String, Object> of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(of(arguments[0]))
          : Map.of("type", "object", "additionalProperties", of(arguments[arguments.length - 1]));
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return object(plain);
    }
    return plain.isArray() ? list(of(plain.getComponentType())) : scalar(plain);
  }

  private static Map<String, Object> object(Class<?> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Map<String, Object> schema = of(component.getGenericType());
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      properties.put(
          Json.snake(component.getName()),
          nullable ? Map.of("oneOf", List.of(schema, Map.of("type", "null"))) : schema);
    }
    return Map.of("type", "object", "properties", properties);
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  /** What can be anything in JSON has no type. */
  private static Map<String, Object> scalar(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> Map.of("type", "string");
      case "int", "long", "Integer", "Long" -> Map.of("type", "integer");
      case "double", "float", "Double", "Float" -> Map.of("type", List.of("number", "null"));
      case "boolean", "Boolean" -> Map.of("type", "boolean");
      default -> Map.of();
    };
  }
}
