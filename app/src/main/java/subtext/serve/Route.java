package subtext.serve;

import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route of the server.
 *
 * @param path as Javalin writes it, {@code {name}} for a parameter
 * @param summary a sentence for openapi.json
 * @param queries parameters of its query
 * @param request record of its body; null for a GET
 * @param answers all but errors
 */
record Route(
    Method method,
    String path,
    String summary,
    List<Query> queries,
    @Nullable Class<? extends Record> request,
    List<Answer> answers,
    Handler handler) {
  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream";

  enum Method {
    GET,
    POST
  }

  /**
   * A parameter of a query.
   *
   * @param type as JSON Schema names it
   */
  record Query(String name, String about, String type, boolean required) {}

  /**
   * What a route answers.
   *
   * @param content type
   * @param type in Java; null for what is no JSON, or any
   */
  record Answer(int status, String about, String content, @Nullable Class<?> type) {}

  /** This with parameters of its query. */
  Route with(Query... parameters) {
    return new Route(method, path, summary, List.of(parameters), request, answers, handler);
  }

  /** This with one more answer. */
  Route or(int status, String about, String content, @Nullable Class<?> type) {
    List<Answer> all = new ArrayList<>(answers);
    all.add(new Answer(status, about, content, type));
    return new Route(method, path, summary, queries, request, List.copyOf(all), handler);
  }

  static Route get(String path, String summary, Class<?> answer, Handler handler) {
    return get(path, summary, handler).or(200, "Done.", JSON, answer);
  }

  /** One whose answers are still to be said. */
  static Route get(String path, String summary, Handler handler) {
    return new Route(Method.GET, path, summary, List.of(), null, List.of(), handler);
  }

  static <Q extends Record, A> Route of(Verb<Q, A> verb, Service service) {
    return new Route(
        Method.POST,
        verb.path(),
        verb.summary(),
        List.of(),
        verb.request(),
        List.of(new Answer(200, "Done.", JSON, verb.answer())),
        new VerbHandler<>(verb, service));
  }
}
