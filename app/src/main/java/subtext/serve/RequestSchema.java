package subtext.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The record of a request as JSON Schema. */
final class RequestSchema {
  private RequestSchema() {}

  static Map<String, Object> of(Class<? extends Record> request) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        RequestReader.MODEL,
        Map.of("type", "string", "description", "Id of the model; not needed where there is one."));
    List<String> required = new ArrayList<>();
    for (RequestField field : RequestField.all(request)) {
      properties.put(field.name(), property(field));
      if (field.required()) {
        required.add(field.name());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> property(RequestField field) {
    About about = field.about();
    Map<String, Object> property = new LinkedHashMap<>(type(field));
    property.put("description", about.value());
    JsonNode byDefault = field.byDefault();
    if (byDefault != null) {
      property.put("default", byDefault);
    }
    if (about.least() != Double.NEGATIVE_INFINITY) {
      property.put("minimum", about.least());
    }
    if (about.most() != Double.POSITIVE_INFINITY) {
      property.put("maximum", about.most());
    }
    if (about.mostItems() > 0) {
      property.put("maxItems", about.mostItems());
    }
    return property;
  }

  private static Map<String, Object> type(RequestField field) {
    Map<String, Object> text = Map.of("type", "string");
    Map<String, Object> number = Map.of("type", "number");
    return switch (FieldType.of(field.type())) {
      case TEXT -> text;
      case WHOLE -> Map.of("type", "integer");
      case NUMBER -> number;
      case FLAG -> Map.of("type", "boolean");
      case CHOICE ->
          Map.of(
              "type",
              "string",
              "enum",
              Arrays.stream(field.type().getEnumConstants()).map(FieldType::name).toList());
      case TEXTS -> list(text);
      case TEXT_OR_TEXTS -> Map.of("anyOf", List.of(text, list(text)));
      case VECTOR -> list(number);
      case VECTORS -> list(list(number));
    };
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }
}
