package subtext.serve;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A verb over HTTP: {@code POST /v1/NAME}.
 *
 * @param summary a sentence for openapi.json
 * @param fits which models have it
 * @param work what a request asks of a model that has it
 * @param <Q> the request: a record whose components say what they are {@link About}
 * @param <A> the answer: a record, or what else becomes JSON
 */
record Verb<Q extends Record, A>(
    String name,
    String summary,
    Class<Q> request,
    Class<A> answer,
    Predicate<Abilities> fits,
    Planner<Q, A> work) {

  /** What a request asks of a model. */
  interface Planner<Q, A> {
    Work<A> plan(Q request, Loaded model);

    /** Of a verb that needs the model alone, and shares nothing. */
    static <Q, A> Planner<Q, A> alone(Function<Q, Function<subtext.use.Model, A>> task) {
      return (request, model) -> new Work.Alone<>(task.apply(request));
    }
  }

  String path() {
    return "/v1/" + name;
  }
}
