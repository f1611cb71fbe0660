package subtext.config;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value as it was written, and where. What it means is up to the record it is bound to. */
public sealed interface Node {
  Place place();

  /** A number, a truth value or a string: its text, without quotes. */
  record Scalar(Place place, String text) implements Node {}

  /** {@code null}, or a key with nothing behind it. */
  record Nothing(Place place) implements Node {}

  /**
   * Keys and values in the order in which they were written.
   *
   * @param former what the section was before it was given another kind; null where it was not
   */
  record Section(Place place, Map<String, Node> entries, @Nullable Former former) implements Node {
    public Section {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** One whose kind is the one that was written. */
    public Section(Place place, Map<String, Node> entries) {
      this(place, entries, null);
    }
  }

  /**
   * A section that was given another kind.
   *
   * @param kind that it had; null where it was not said
   * @param keys that were written for that kind, and may mean nothing to the new one
   */
  record Former(@Nullable Node kind, Set<String> keys) {
    public Former {
      keys = Set.copyOf(keys);
    }

    /** When {@code key} has been written anew. */
    Former without(String key) {
      Set<String> left = new HashSet<>(keys);
      left.remove(key);
      return new Former(kind, left);
    }
  }

  /** A sequence of values. */
  record Items(Place place, List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }
  }
}
