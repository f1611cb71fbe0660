package subtext.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value as it was written, and where. What it means is up to the record it is bound to. */
public sealed interface Node {
  Place place();

  /** A number, a truth value or a string: its text, without quotes. */
  record Scalar(Place place, String text) implements Node {}

  /** {@code null}, or a key with nothing behind it. */
  record Nothing(Place place) implements Node {}

  /** Keys and values in the order in which they were written. */
  record Section(Place place, Map<String, Node> entries) implements Node {
    public Section {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /** A sequence of values. */
  record Items(Place place, List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }
  }
}
