package subtext.serve;

import java.util.List;
import subtext.use.Model;

/**
 * Work on texts that requests can share: those with an equal joint are computed together.
 *
 * @param <E> what comes of a text
 */
interface Joint<E> {
  /**
   * One for each text, in their order.
   *
   * @param examples what keys the noise of each text: its place in its own request, so that a text
   *     has the same noise whatever stands beside it
   */
  List<E> all(Model model, List<String> texts, long[] examples);
}
