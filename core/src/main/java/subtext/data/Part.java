package subtext.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/** A split, as a column of a corpus names it. */
public enum Part {
  TRAIN("train", "training"),
  VALID("valid", "val", "validation", "dev"),
  TEST("test");

  private final List<String> names;

  Part(String... names) {
    this.names = List.of(names);
  }

  /**
   * The split of that name, whatever its case.
   *
   * @param place of the name, file and line, for the message
   * @throws InputException if none is called so
   */
  static Part of(@Nullable String name, String place) {
    String known = name == null ? "" : name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(part -> part.names.contains(known))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "%s: %s no split: data.split must name a column that says %s"
                        .formatted(
                            place,
                            name == null ? "an empty field is" : "\"" + name + "\" is",
                            "train, valid (or val, validation, dev) or test")));
  }
}
