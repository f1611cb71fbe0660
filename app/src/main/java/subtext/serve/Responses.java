package subtext.serve;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import subtext.error.InputException;

/** Answers and errors as JSON. */
final class Responses {
  private static final Logger LOG = LoggerFactory.getLogger(Responses.class);

  private Responses() {}

  static void json(Context context, Object answer) {
    context.contentType("application/json").result(Json.MAPPER.writeValueAsBytes(answer));
  }

  /** Answers with what went wrong: OpenAI's error object. */
  static void failure(Context context, Exception thrown) {
    Problem problem = problem(thrown);
    if (problem.kind() == Problem.Kind.FAILED) {
      LOG.error("{} {}", context.method(), context.path(), thrown);
    }
    context.status(problem.kind().status());
    if (problem.kind().isPassing()) {
      context.header("Retry-After", Integer.toString(Problem.RETRY_AFTER));
    }
    if (problem.kind() == Problem.Kind.UNAUTHORIZED) {
      context.header("WWW-Authenticate", "Bearer");
    }
    if (problem.kind() == Problem.Kind.TOO_LARGE) {
      context.header("Connection", "close");
    }
    json(context, problem.body());
  }

  /** What a client is told of it. */
  static Problem problem(Exception thrown) {
    return switch (thrown) {
      case Problem problem -> problem;
      case InputException e -> new Problem(Problem.Kind.UNFIT, String.valueOf(e.getMessage()));
      case HttpResponseException e when e.getStatus() == 405 ->
          new Problem(Problem.Kind.NO_METHOD, "this route has another method; see /openapi.json");
      case HttpResponseException e when e.getStatus() < 500 ->
          new Problem(Problem.Kind.NOT_FOUND, "there is no such route; see /openapi.json");
      default ->
          new Problem(Problem.Kind.FAILED, "the server failed at this request; its log says why");
    };
  }
}
