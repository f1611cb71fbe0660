package subtext.data;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/** A split, as a column of a corpus names it. */
public enum Part {
  TRAIN,
  VALID,
  TEST;

  /**
   * The split of that name, whatever its case.
   *
   * @param place of the name, file and line, for the message
   * @throws InputException if none is called so
   */
  static Part of(@Nullable String name, String place) {
    return switch (name == null ? "" : name.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> TRAIN;
      case "valid", "val", "validation", "dev" -> VALID;
      case "test" -> TEST;
      default ->
          throw new InputException(
              "%s: %s no split: data.split must name a column that says train, valid (or val, validation, dev) or test"
                  .formatted(place, name == null ? "an empty field is" : "\"" + name + "\" is"));
    };
  }
}
