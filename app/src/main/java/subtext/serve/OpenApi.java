package subtext.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import subtext.store.LibraryVersion;

/**
 * The OpenAPI 3.1 document of routes: everything in it comes from the routes and from the records
 * of their requests and answers.
 */
final class OpenApi {
  private static final Pattern PARAMETER = Pattern.compile("[{<](\\w+)[}>]");

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
          Map.of("required", true, "content", Map.of(Route.JSON, Map.of("schema", schema))));
    }
    operation.put("responses", responses(route.answers()));
    if (Gate.isOpen(route.path())) {
      operation.put("security", List.of());
    }
    return operation;
  }

  private static Map<String, Object> responses(List<Route.Answer> answers) {
    Map<String, Object> responses = new LinkedHashMap<>();
    answers.stream()
        .collect(Collectors.groupingBy(Route.Answer::status, TreeMap::new, Collectors.toList()))
        .forEach((status, ways) -> responses.put(status.toString(), response(ways)));
    responses.put(
        "default",
        response(List.of(new Route.Answer(0, "What went wrong.", Route.JSON, Problem.Body.class))));
    return responses;
  }

  /** {@code ways} to answer with one status. */
  private static Map<String, Object> response(List<Route.Answer> ways) {
    Map<String, Object> content = new LinkedHashMap<>();
    for (Route.Answer way : ways) {
      Class<?> type = way.type();
      Object schema =
          type != null
              ? AnswerSchema.of(type)
              : way.content().equals(Route.JSON) ? Map.of() : Map.of("type", "string");
      content.put(way.content(), Map.of("schema", schema));
    }
    String about =
        ways.stream().map(Route.Answer::about).distinct().collect(Collectors.joining(" "));
    return Map.of("description", about, "content", content);
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
