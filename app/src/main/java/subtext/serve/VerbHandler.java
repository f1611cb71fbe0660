package subtext.serve;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Answers requests for a verb. */
final class VerbHandler<Q extends Record, A> implements Handler {
  private final Verb<Q, A> verb;
  private final Service service;

  VerbHandler(Verb<Q, A> verb, Service service) {
    this.verb = verb;
    this.service = service;
  }

  @Override
  public void handle(Context context) {
    Exchange exchange = new Exchange(context, service);
    JsonNode body = exchange.body();
    ServedModel served = service.shelf().find(model(body));
    Q request = RequestReader.read(body, verb.request());
    Responses.json(context, exchange.await(submit(request, served)));
  }

  static @Nullable String model(JsonNode body) {
    JsonNode model = body.get(RequestReader.MODEL);
    if (model == null || model.isNull()) {
      return null;
    }
    if (!model.isString()) {
      throw new Problem(Problem.Kind.WRONG_FIELD, "model must be a string", RequestReader.MODEL);
    }
    return model.stringValue();
  }

  /** Again with the model that has meanwhile taken the place of the first. */
  private CompletableFuture<A> submit(Q request, ServedModel served) {
    Loaded loaded = ready(served);
    try {
      return submit(request, loaded);
    } catch (Problem e) {
      Loaded now = ready(served);
      if (e.kind() != Problem.Kind.UNAVAILABLE || now == loaded) {
        throw e;
      }
      return submit(request, now);
    }
  }

  private CompletableFuture<A> submit(Q request, Loaded loaded) {
    if (!verb.fits().test(loaded)) {
      List<String> verbs = Verbs.of(loaded);
      throw new Problem(
          Problem.Kind.UNFIT,
          "the model %s has no %s; it has %s"
              .formatted(loaded.id(), verb.name(), String.join(", ", verbs)),
          RequestReader.MODEL);
    }
    return loaded.queue().submit(verb.work().plan(request, loaded));
  }

  static Loaded ready(ServedModel served) {
    Loaded loaded = served.current();
    if (loaded == null) {
      throw new Problem(
          Problem.Kind.UNAVAILABLE, "the run %s has no model yet".formatted(served.id()));
    }
    return loaded;
  }
}
