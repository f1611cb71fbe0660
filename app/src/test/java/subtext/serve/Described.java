package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What openapi.json says of answers, as a judge of them. */
record Described(JsonNode paths) {
  static Described of(Server server) {
    return new Described(
        Json.MAPPER.valueToTree(new OpenApi(server.routes(), false).document()).required("paths"));
  }

  /** Demands that an answer is as it is described; of a path that is not, nothing is demanded. */
  void check(String method, String path, int status, String type, String text) {
    String where = "%s %s: %d %s".formatted(method, path, status, type);
    for (Map.Entry<String, JsonNode> each : paths.properties()) {
      JsonNode operation = each.getValue().get(method.toLowerCase(Locale.ROOT));
      if (operation == null || !path.matches(each.getKey().replaceAll("\\{\\w+}", "[^/]+"))) {
        continue;
      }
      JsonNode responses = operation.required("responses");
      JsonNode response = responses.get(Integer.toString(status));
      JsonNode content =
          (response == null ? responses.required("default") : response).required("content");
      JsonNode described = content.get(type.replaceFirst(";.*", ""));
      assertThat(described).as(where + " in " + content.propertyNames()).isNotNull();
      if (type.startsWith(Route.JSON)) {
        assertThat(faults(described.required("schema"), Json.MAPPER.readTree(text), where))
            .isEmpty();
      }
    }
  }

  /** Where {@code value} is not what {@code schema} says. */
  static List<String> faults(JsonNode schema, JsonNode value, String where) {
    List<String> faults = new ArrayList<>();
    if (schema.has("anyOf")) {
      List<List<String>> all =
          schema.get("anyOf").valueStream().map(each -> faults(each, value, where)).toList();
      return all.stream().anyMatch(List::isEmpty) ? List.of() : all.getFirst();
    }
    JsonNode type = schema.get("type");
    if (type == null) {
      return faults;
    }
    boolean known =
        type.isArray()
            ? type.valueStream().anyMatch(each -> is(each.stringValue(), value))
            : is(type.stringValue(), value);
    JsonNode choices = schema.get("enum");
    if (!known || (choices != null && choices.valueStream().noneMatch(value::equals))) {
      faults.add("%s: %s is not %s".formatted(where, value, schema));
      return faults;
    }
    JsonNode properties = schema.get("properties");
    if (properties != null) {
      Set<String> names = new TreeSet<>(properties.propertyNames());
      if (!names.equals(new TreeSet<>(value.propertyNames()))) {
        faults.add("%s has %s, not %s".formatted(where, value.propertyNames(), names));
        return faults;
      }
      names.forEach(
          name -> faults.addAll(faults(properties.get(name), value.get(name), where + "/" + name)));
    }
    JsonNode others = schema.get("additionalProperties");
    JsonNode items = schema.get("items");
    JsonNode each = others == null ? items : others;
    if (each != null) {
      value.valueStream().forEach(one -> faults.addAll(faults(each, one, where + "/*")));
    }
    return faults;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException(type);
    };
  }
}
