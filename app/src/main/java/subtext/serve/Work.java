package subtext.serve;

import java.util.List;
import java.util.function.Function;
import subtext.use.Model;

/**
 * What a request asks of a model.
 *
 * @param <A> the answer
 */
sealed interface Work<A> {
  /** By itself. */
  record Alone<A>(Function<Model, A> task) implements Work<A> {}

  /**
   * Together with others of an equal {@code joint}.
   *
   * @param answer what is made of the results of {@code texts}, in their order
   */
  record Joined<E, A>(Joint<E> joint, List<String> texts, Function<List<E>, A> answer)
      implements Work<A> {}
}
