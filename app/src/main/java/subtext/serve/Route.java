package subtext.serve;

import io.javalin.http.Handler;
import org.jspecify.annotations.Nullable;

/**
 * A route of the server.
 *
 * @param path as Javalin writes it, {@code {name}} for a parameter
 * @param summary a sentence for openapi.json
 * @param request record of its body; null for a GET
 * @param answer record of its answer; null for what is no JSON
 */
record Route(
    Method method,
    String path,
    String summary,
    @Nullable Class<? extends Record> request,
    @Nullable Class<?> answer,
    Handler handler) {

  enum Method {
    GET,
    POST
  }

  static Route get(String path, String summary, @Nullable Class<?> answer, Handler handler) {
    return new Route(Method.GET, path, summary, null, answer, handler);
  }

  static <Q extends Record, A> Route of(Verb<Q, A> verb, Service service) {
    return new Route(
        Method.POST,
        verb.path(),
        verb.summary(),
        verb.request(),
        verb.answer(),
        new VerbHandler<>(verb, service));
  }
}
