package subtext.spark;

import java.util.List;
import subtext.config.Binder;

/**
 * What {@link Preparation} has left in the folder {@code data} of a run.
 *
 * @param text that tells the text that was read, and how it was, from all others
 * @param key that tells texts and tokeniser from all others, 64 hexadecimal digits
 * @param train token caches of the training split, in the order of the lines, by name within {@code
 *     data}
 * @param valid of the validation split
 * @param test of the test split; empty where there is none
 */
record Prepared(
    String text, String key, List<String> train, List<String> valid, List<String> test) {
  static final Prepared DEFAULT = new Prepared("", "", List.of(), List.of(), List.of());

  static Prepared of(String json) {
    return Binder.bind(Binder.json("prepared.json", json), Prepared.class);
  }

  String toJson() {
    return Binder.json(this);
  }
}
