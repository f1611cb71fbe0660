package subtext.serve;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of an answer as JSON Schema. */
final class AnswerSchema {
  private AnswerSchema() {}

  static Map<String, Object> of(Class<?> type) {
    return type.isRecord() ? object(type) : scalar(type);
  }

  private static Map<String, Object> of(AnnotatedType type) {
    Map<String, Object> schema =
        switch (type) {
          case AnnotatedParameterizedType generic -> of(generic);
          case AnnotatedArrayType array -> list(of(array.getAnnotatedGenericComponentType()));
          default -> of((Class<?>) type.getType());
        };
    return type.isAnnotationPresent(Nullable.class)
        ? Map.of("anyOf", List.of(schema, Map.of("type", "null")))
        : schema;
  }

  private static Map<String, Object> of(AnnotatedParameterizedType generic) {
    AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
    Map<String, Object> last = of(arguments[arguments.length - 1]);
    return ((ParameterizedType) generic.getType()).getRawType() == List.class
        ? list(last)
        : Map.of("type", "object", "additionalProperties", last);
  }

  /** Every component is there, null where there is none. */
  private static Map<String, Object> object(Class<?> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.put(Json.snake(component.getName()), of(component.getAnnotatedType()));
    }
    return Map.of(
        "type", "object", "properties", properties, "required", List.copyOf(properties.keySet()));
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  /** What can be anything in JSON has no type. */
  private static Map<String, Object> scalar(Class<?> type) {
    if (type.isEnum()) {
      return Map.of(
          "type",
          "string",
          "enum",
          Arrays.stream(type.getEnumConstants()).map(FieldType::name).toList());
    }
    return switch (type.getSimpleName()) {
      case "String" -> Map.of("type", "string");
      case "int", "long", "Integer", "Long" -> Map.of("type", "integer");
      case "double", "float", "Double", "Float" -> Map.of("type", List.of("number", "null"));
      case "boolean", "Boolean" -> Map.of("type", "boolean");
      default -> Map.of();
    };
  }
}
