package subtext.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/** Assignments from the command line, merged into what a file says. */
final class Overrides {
  private static final String OPTION = "--set ";

  private Overrides() {}

  /**
   * {@code key.path=value}; the value is YAML, and so may be {@code {kind: gru}}. Another {@code
   * kind} than the file's drops the file's other keys of that section: they belonged to the old
   * kind.
   */
  static Node.Section set(Node tree, String assignment) {
    int equals = assignment.indexOf('=');
    List<String> keys = List.of(assignment.substring(0, Math.max(0, equals)).split("\\.", -1));
    if (equals < 1 || keys.stream().anyMatch(String::isBlank)) {
      throw new InputException(
          OPTION + assignment + ": write it as KEY=VALUE, for example --set train.batch=64");
    }
    Place place = new Place(OPTION + assignment, 0);
    return put(tree, keys, NodeReader.yaml(place, assignment.substring(equals + 1)));
  }

  private static Node.Section put(@Nullable Node tree, List<String> keys, Node value) {
    Map<String, Node> entries = new LinkedHashMap<>(entries(tree, value.place()));
    String key = keys.getFirst();
    if (keys.size() > 1) {
      entries.put(key, put(entries.get(key), keys.subList(1, keys.size()), value));
    } else {
      if (key.equals(Kinds.KEY) && !sameText(entries.get(key), value)) {
        entries.values().removeIf(node -> !node.place().source().startsWith(OPTION));
      }
      entries.put(key, value);
    }
    return new Node.Section(tree == null ? value.place() : tree.place(), entries);
  }

  private static Map<String, Node> entries(@Nullable Node tree, Place place) {
    return switch (tree) {
      case null -> Map.of();
      case Node.Nothing nothing -> Map.of();
      case Node.Section section -> section.entries();
      case Node.Scalar kind -> Map.of(Kinds.KEY, kind);
      case Node.Items items ->
          throw new InputException(
              place + ": a list stands at " + items.place() + "; set the whole list instead");
    };
  }

  private static boolean sameText(@Nullable Node a, Node b) {
    return a instanceof Node.Scalar x && b instanceof Node.Scalar y && x.text().equals(y.text());
  }
}
