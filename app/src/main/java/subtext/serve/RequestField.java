package subtext.serve;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A field of the body of a request, as a component of the request's record says it.
 *
 * @param name in JSON
 * @param type in Java
 * @param about what it means, and what is allowed
 */
record RequestField(String name, Class<?> type, About about, boolean nullable) {
  /** All fields of a body; a component without {@link About} is a record of more fields. */
  static List<RequestField> all(Class<?> request) {
    return Arrays.stream(request.getRecordComponents())
        .flatMap(each -> isField(each) ? Stream.of(of(each)) : all(each.getType()).stream())
        .toList();
  }

  static boolean isField(RecordComponent component) {
    return component.isAnnotationPresent(About.class);
  }

  static RequestField of(RecordComponent component) {
    return new RequestField(
        Json.snake(component.getName()),
        component.getType(),
        component.getAnnotation(About.class),
        component.getAnnotatedType().isAnnotationPresent(Nullable.class));
  }

  /** Its value where a request gives none; null for none. */
  @Nullable JsonNode byDefault() {
    return about.byDefault().isEmpty() ? null : Json.MAPPER.readTree(about.byDefault());
  }

  boolean required() {
    return !nullable && about.byDefault().isEmpty();
  }
}
