package subtext.serve;

import io.javalin.http.Handler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route of the server.
 *
 * @param path as Javalin writes it, {@code {name}} for a parameter
 * @param summary a sentence for openapi.json
 * @param queries parameters of its query
 * @param request record of its body; null for a GET
 * @param answer record of its answer; null for what is no JSON
 */
record Route(
    Method method,
    String path,
    String summary,
    List<Query> queries,
    @Nullable Class<? extends Record> request,
    @Nullable Class<?> answer,
    Handler handler) {

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

  /** This with parameters of its query. */
  Route with(Query... parameters) {
    return new Route(method, path, summary, List.of(parameters), request, answer, handler);
  }

  static Route get(String path, String summary, @Nullable Class<?> answer, Handler handler) {
    return new Route(Method.GET, path, summary, List.of(), null, answer, handler);
  }

  static <Q extends Record, A> Route of(Verb<Q, A> verb, Service service) {
    return new Route(
        Method.POST,
        verb.path(),
        verb.summary(),
        List.of(),
        verb.request(),
        verb.answer(),
        new VerbHandler<>(verb, service));
  }
}
