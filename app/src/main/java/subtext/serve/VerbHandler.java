package subtext.serve;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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
    if (request instanceof GenerateVerb.Request generate && generate.stream()) {
      GenerateStream stream = new GenerateStream();
      stream.send(context, submit(served, loaded -> stream.work(generate)), exchange);
    } else {
      Responses.json(
          context, exchange.await(submit(served, loaded -> verb.work().plan(request, loaded))));
    }
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
  private <R> CompletableFuture<R> submit(ServedModel served, Function<Loaded, Work<R>> work) {
    Loaded loaded = ready(served);
    try {
      return submit(loaded, work);
    } catch (Problem e) {
      Loaded now = ready(served);
      if (e.kind() != Problem.Kind.UNAVAILABLE || now.queue() == loaded.queue()) {
        throw e;
      }
      return submit(now, work);
    }
  }

  private <R> CompletableFuture<R> submit(Loaded loaded, Function<Loaded, Work<R>> work) {
    if (!loaded.verbs().contains(verb.name())) {
      throw new Problem(
          Problem.Kind.UNFIT,
          "the model %s has no %s; it has %s"
              .formatted(loaded.id(), verb.name(), String.join(", ", loaded.verbs())),
          RequestReader.MODEL);
    }
    return loaded.queue().submit(work.apply(loaded));
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
