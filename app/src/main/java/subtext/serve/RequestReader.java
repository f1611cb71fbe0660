package subtext.serve;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.config.Nearest;
import subtext.error.InputException;
import tools.jackson.databind.JsonNode;

/** JSON to the record of a request, by what {@link About} says of its components. */
final class RequestReader {
  /** The one field that every request has, which {@link Shelf} reads. */
  static final String MODEL = "model";

  private RequestReader() {}

  /**
   * The request that {@code body} is.
   *
   * @throws Problem naming a field that is missing, unknown, or not what it has to be
   */
  static <Q extends Record> Q read(JsonNode body, Class<Q> type) {
    List<String> known = RequestField.all(type).stream().map(RequestField::name).toList();
    for (Map.Entry<String, JsonNode> given : body.properties()) {
      if (!known.contains(given.getKey()) && !given.getKey().equals(MODEL)) {
        throw new Problem(
            Problem.Kind.WRONG_FIELD,
            "there is no field '%s'%s"
                .formatted(given.getKey(), Nearest.hint(given.getKey(), known)),
            given.getKey());
      }
    }
    return type.cast(record(body, type));
  }

  private static Record record(JsonNode body, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      values.add(
          RequestField.isField(component)
              ? value(body, RequestField.of(component))
              : record(body, component.getType()));
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return (Record) type.getDeclaredConstructor(types).newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InputException cause) {
        throw cause;
      }
      throw new IllegalStateException(type + " cannot be made", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  private static @Nullable Object value(JsonNode body, RequestField field) {
    JsonNode given = body.get(field.name());
    JsonNode value = given == null || given.isNull() ? field.byDefault() : given;
    if (value == null && field.nullable()) {
      return null;
    }
    if (value == null) {
      throw new Problem(
          Problem.Kind.WRONG_FIELD,
          "the field '%s' is missing: %s".formatted(field.name(), field.about().value()),
          field.name());
    }
    return FieldType.of(field.type()).read(value, field);
  }
}
