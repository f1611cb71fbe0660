package subtext.use;

import java.util.List;

/** Where a model keeps the label of a text. N texts. */
interface Attribute {
  /** Names by id. */
  List<String> labels();

  /** The labels that the model finds in {@code texts} itself, by id [N]. */
  int[] guessed(List<String> texts);

  /**
   * What texts are written from, moved from their own labels to another.
   *
   * @param from their labels [N]
   * @param to the label asked for
   * @param strength of the move: 0 for the text's own label, 1 for the other one
   * @return for each text what the decoder is given
   */
  float[][] moved(List<String> texts, int[] from, int to, double strength);
}
