package subtext.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/** Assignments from the command line, merged into what a file says. */
final class Overrides {
  private static final String OPTION = "--set ";

  private Overrides() {}

  /**
   * {@code key.path=value}; the value is YAML. Keys and values, such as {@code {kind: gru}}, are
   * merged into the section, as if each were an assignment of its own, and {@code gru} alone is
   * short for that; anything else takes the place of what stood there.
   *
   * <p>Another {@code kind} leaves it to the binder whether the other keys of that section still
   * mean something: those of the file where {@code kind} is assigned alone, all where it is one of
   * several keys that are merged.
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
    Node.Section before = section(tree, value.place());
    String key = keys.getFirst();
    Node after =
        keys.size() > 1
            ? put(before.entries().get(key), keys.subList(1, keys.size()), value)
            : merged(before.entries().get(key), value);
    Map<String, Node> entries = new LinkedHashMap<>(before.entries());
    entries.put(key, after);
    boolean otherKind = key.equals(Kinds.KEY) && !sameText(before.entries().get(key), after);
    Node.Former former = otherKind && before.former() == null ? former(before) : before.former();
    return new Node.Section(before.place(), entries, former == null ? null : former.without(key));
  }

  private static Node merged(@Nullable Node before, Node value) {
    boolean isKind = value instanceof Node.Scalar && before instanceof Node.Section;
    if (before instanceof Node.Items || !(isKind || value instanceof Node.Section)) {
      return value;
    }
    Map<String, Node> keys = section(value, value.place()).entries();
    Node.Section merged = begun(section(before, value.place()), keys);
    for (Map.Entry<String, Node> entry : keys.entrySet()) {
      merged = put(merged, List.of(entry.getKey()), entry.getValue());
    }
    return merged;
  }

  /** {@code section} before {@code keys} are put there; with another kind among them it is over. */
  private static Node.Section begun(Node.Section section, Map<String, Node> keys) {
    Node kind = keys.get(Kinds.KEY);
    Node before = section.entries().get(Kinds.KEY);
    if (kind == null || sameText(before, kind)) {
      return section;
    }
    return new Node.Section(
        section.place(), section.entries(), new Node.Former(before, section.entries().keySet()));
  }

  private static Node.Former former(Node.Section section) {
    Set<String> ofFile =
        section.entries().entrySet().stream()
            .filter(entry -> !isAssigned(entry.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return new Node.Former(section.entries().get(Kinds.KEY), ofFile);
  }

  /** Whether any of it comes from the command line. */
  private static boolean isAssigned(Node node) {
    return (node instanceof Node.Section section && !section.entries().isEmpty())
        ? section.entries().values().stream().anyMatch(Overrides::isAssigned)
        : node.place().source().startsWith(OPTION);
  }

  private static Node.Section section(@Nullable Node tree, Place place) {
    return switch (tree) {
      case null -> new Node.Section(place, Map.of());
      case Node.Nothing nothing -> new Node.Section(nothing.place(), Map.of());
      case Node.Section section -> section;
      case Node.Scalar kind -> new Node.Section(kind.place(), Map.of(Kinds.KEY, kind));
      case Node.Items items ->
          throw new InputException(
              place + ": a list stands at " + items.place() + "; set the whole list instead");
    };
  }

  private static boolean sameText(@Nullable Node a, Node b) {
    return a instanceof Node.Scalar x && b instanceof Node.Scalar y && x.text().equals(y.text());
  }
}
