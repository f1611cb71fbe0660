package subtext.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records to maps, lists and scalars, every value resolved. */
final class Plain {
  private Plain() {}

  /**
   * @param declared the type of the component that holds the value: a sealed one needs a kind
   */
  static @Nullable Object of(@Nullable Object value, Class<?> declared) {
    return switch (value) {
      case null -> null;
      case Record record -> section(record, declared.isSealed());
      case Enum<?> constant -> Kinds.name(constant);
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((key, item) -> plain.put(String.valueOf(key), of(item, declared(item))));
        yield plain;
      }
      case List<?> list -> {
        List<@Nullable Object> plain = new ArrayList<>();
        list.forEach(item -> plain.add(of(item, declared(item))));
        yield plain;
      }
      default -> value;
    };
  }

  private static Map<String, @Nullable Object> section(Record record, boolean oneOfSeveral) {
    Map<String, @Nullable Object> section = new LinkedHashMap<>();
    if (oneOfSeveral && !Kinds.saysItself(record.getClass())) {
      section.put(Kinds.KEY, Kinds.name(record.getClass()));
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      section.put(component.getName(), of(Components.read(component, record), component.getType()));
    }
    return section;
  }

  /** An element's sealed interface if it has one: collections do not say what they declare. */
  private static Class<?> declared(Object element) {
    for (Class<?> parent : element.getClass().getInterfaces()) {
      if (parent.isSealed()) {
        return parent;
      }
    }
    return element.getClass();
  }
}
