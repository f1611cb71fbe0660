package subtext.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import subtext.store.LibraryVersion;

/**
 * The OpenAPI 3.1 document of routes: everything in it comes from the routes and from the records
 * of their requests and answers.
 */
final class OpenApi {
  private static final Pattern PARAMETER = Pattern.compile("[{<](\\w+)[}>]");
  private static final String JSON = "application/json";

  private final Map<String, Object> paths = new LinkedHashMap<>();
  private final boolean token;

  /**
   * @param token whether requests must bear one
   */
  OpenApi(List<Route> routes, boolean token) {
    this.token = token;
    routes.forEach(this::add);
  }

  private void add(Route route) {
    Map<String, Object> methods = new LinkedHashMap<>();
    methods.put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
    paths.put(PARAMETER.matcher(route.path()).replaceAll("{$1}"), methods);
  }

  private static Map<String, Object> operation(Route route) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("summary", route.summary());
    List<Object> parameters = new ArrayList<>();
    for (Matcher found = PARAMETER.matcher(route.path()); found.find(); ) {
      parameters.add(parameter(found.group(1), "path", true, Map.of("type", "string")));
    }
    for (Route.Query query : route.queries()) {
      Map<String, Object> schema = Map.of("type", query.type(), "description", query.about());
      parameters.add(parameter(query.name(), "query", query.required(), schema));
    }
    operation.put("parameters", parameters);
    Class<? extends Record> request = route.request();
    if (request != null) {
      Object schema = RequestSchema.of(request);
      operation.put(
          "requestBody",
          Map.of("required", true, "content", Map.of(JSON, Map.of("schema", schema))));
    }
    Class<?> answer = route.answer();
    Map<String, Object> done = new LinkedHashMap<>(Map.of("description", "Done."));
    if (answer != null) {
      done.put("content", Map.of(JSON, Map.of("schema", AnswerSchema.of(answer))));
    }
    Map<String, Object> failed =
        Map.of(
            "description",
            "What went wrong.",
            "content",
            Map.of(JSON, Map.of("schema", AnswerSchema.of(Problem.Body.class))));
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put("200", done);
    responses.put("default", failed);
    operation.put("responses", responses);
    return operation;
  }

  private static Map<String, Object> parameter(
      String name, String place, boolean required, Object schema) {
    return Map.of("name", name, "in", place, "required", required, "schema", schema);
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put("info", Map.of("title", "Subtext", "version", LibraryVersion.current()));
    document.put("paths", paths);
    if (token) {
      document.put(
          "components",
          Map.of("securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
      document.put("security", List.of(Map.of("token", List.of())));
    }
    return document;
  }
}
