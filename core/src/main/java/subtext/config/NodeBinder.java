package subtext.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/**
 * Nodes to records. A {@code fallback} is the record whose values stand in for missing keys; {@code
 * path} is the key path from the root, dotted.
 */
final class NodeBinder {
  private NodeBinder() {}

  static Object bind(Node node, Type type, @Nullable Object fallback, String path) {
    if (type instanceof ParameterizedType generic) {
      return collection(node, generic, path);
    }
    Class<?> target = (Class<?>) type;
    if (target.isRecord() || target.isSealed()) {
      Object base = fallback == null ? Components.standard(target) : fallback;
      return target.isSealed()
          ? choice(node, target, base, path)
          : record(section(node, path), target, base, path);
    }
    if (!(node instanceof Node.Scalar scalar)) {
      throw error(node, path, "expected one value, found " + describe(node));
    }
    try {
      return Objects.requireNonNull(
          Scalars.parse(scalar.text(), target), () -> target + " cannot stand in a configuration");
    } catch (IllegalArgumentException e) {
      throw error(node, path, String.valueOf(e.getMessage()));
    }
  }

  private static Object collection(Node node, ParameterizedType type, String path) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Map.class) {
      Map<String, Object> map = new LinkedHashMap<>();
      section(node, path)
          .entries()
          .forEach((key, value) -> map.put(key, bind(value, arguments[1], null, at(path, key))));
      return Collections.unmodifiableMap(map);
    }
    if (!(node instanceof Node.Items items)) {
      throw error(node, path, "expected a list such as [a, b], found " + describe(node));
    }
    List<Object> list = new ArrayList<>();
    for (Node item : items.items()) {
      list.add(bind(item, arguments[0], null, path + "[" + list.size() + "]"));
    }
    return List.copyOf(list);
  }

  private static Object choice(Node node, Class<?> type, @Nullable Object fallback, String path) {
    Map<String, Class<?>> kinds = Kinds.of(type);
    Node.Section section = node instanceof Node.Scalar s ? ofKind(s) : section(node, path);
    Node named = section.entries().get(Kinds.KEY);
    if (named == null && fallback == null) {
      throw error(node, at(path, Kinds.KEY), "is missing; choose from: " + names(kinds));
    }
    Class<?> kind = fallback == null ? type : fallback.getClass();
    if (named != null) {
      String name = (String) bind(named, String.class, null, at(path, Kinds.KEY));
      kind = kinds.get(name);
      if (kind == null) {
        String hint = Nearest.hint(name, kinds.keySet());
        throw error(named, at(path, Kinds.KEY), "'" + name + "' is unknown" + hint);
      }
    }
    Map<String, Node> rest = new LinkedHashMap<>(section.entries());
    Node.Former former = section.former();
    if (former != null && kind != formerKind(former, kinds, type, fallback)) {
      rest.keySet().removeAll(former.keys());
    }
    if (!Kinds.saysItself(kind)) {
      rest.remove(Kinds.KEY);
    }
    Object base = kind.isInstance(fallback) ? fallback : Components.standard(kind);
    return record(new Node.Section(section.place(), rest), kind, base, path);
  }

  /** The record that a section was of; one record may stand for several kinds. */
  private static Class<?> formerKind(
      Node.Former former, Map<String, Class<?>> kinds, Class<?> type, @Nullable Object fallback) {
    return former.kind() instanceof Node.Scalar name
        ? kinds.getOrDefault(name.text(), type)
        : fallback == null ? type : fallback.getClass();
  }

  private static Object record(
      Node.Section section, Class<?> type, @Nullable Object fallback, String path) {
    RecordComponent[] components = type.getRecordComponents();
    refuseUnknown(section, components, path);
    @Nullable Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] = component(section, components[i], fallback, path);
    }
    try {
      return Components.construct(type, arguments);
    } catch (InputException | IllegalArgumentException e) {
      throw blame(section, components, path, String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable Object component(
      Node.Section section, RecordComponent component, @Nullable Object parent, String path) {
    String name = component.getName();
    boolean nullable = Components.isNullable(component);
    Object fallback =
        parent == null
            ? (nullable ? null : Components.standard(component.getType()))
            : Components.read(component, parent);
    Node node = section.entries().get(name);
    if (node instanceof Node.Nothing && nullable) {
      return null;
    }
    if (node != null) {
      return bind(node, component.getGenericType(), fallback, at(path, name));
    }
    if (fallback == null && !nullable) {
      throw error(section, at(path, name), "is missing and has no default; add it");
    }
    return fallback;
  }

  private static void refuseUnknown(
      Node.Section section, RecordComponent[] components, String path) {
    List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
    section
        .entries()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                String hint = known.isEmpty() ? "; remove it" : Nearest.hint(key, known);
                throw error(value, at(path, key), "unknown key" + hint);
              }
            });
  }

  /** A constructor's message that starts with a component's name is put to that key's line. */
  private static InputException blame(
      Node.Section section,
      RecordComponent[] components,
      String path,
      String message,
      Exception e) {
    for (RecordComponent component : components) {
      String name = component.getName();
      Node node = section.entries().get(name);
      if (message.startsWith(name)
          && !Character.isJavaIdentifierPart((message + " ").charAt(name.length()))) {
        Place place = node == null ? section.place() : node.place();
        return new InputException(place + ": " + at(path, message), e);
      }
    }
    return new InputException(
        section.place() + ": " + (path.isEmpty() ? "" : path + ": ") + message, e);
  }

  private static Node.Section section(Node node, String path) {
    return switch (node) {
      case Node.Section section -> section;
      case Node.Nothing nothing -> new Node.Section(nothing.place(), Map.of());
      case Node.Scalar scalar ->
          throw error(scalar, path, "expected keys and values, found " + describe(scalar));
      case Node.Items items ->
          throw error(items, path, "expected keys and values, found " + describe(items));
    };
  }

  private static Node.Section ofKind(Node.Scalar kind) {
    return new Node.Section(kind.place(), Map.of(Kinds.KEY, kind));
  }

  private static String describe(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> "'" + scalar.text() + "'";
      case Node.Nothing nothing -> "nothing";
      case Node.Section section -> "keys and values";
      case Node.Items items -> "a list";
    };
  }

  private static String names(Map<String, Class<?>> kinds) {
    return String.join(", ", kinds.keySet());
  }

  private static String at(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static InputException error(Node node, String path, String what) {
    return new InputException(
        path.isEmpty() ? node.place() + ": " + what : node.place() + ": " + path + ": " + what);
  }
}
