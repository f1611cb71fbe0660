package subtext.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Binds YAML and JSON to configuration records and writes them back.
 *
 * <ul>
 *   <li>A key is a component's name; a missing one takes its value from the {@code DEFAULT} of the
 *       record around it.
 *   <li>A sealed interface's record is chosen by {@code kind}, its decapitalised simple name;
 *       {@code prior: normal} is short for {@code prior: {kind: normal}}. Without a {@code kind}
 *       the default's kind stays.
 *   <li>Enum constants are read whatever their case, with {@code -} or {@code _}.
 *   <li>A component may be an int, long, double, boolean, String, enum, record, sealed interface,
 *       or a List of these, or a Map from strings to these; null only where it is
 *       {@code @Nullable}.
 * </ul>
 *
 * <p>Every fault of a text is an {@link InputException} with file, line and key path; so is an
 * {@link IllegalArgumentException} of a record's constructor.
 */
public final class Binder {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Binder() {}

  /** Reads a file, as JSON if its name ends so and as YAML otherwise. */
  public static Node read(Path file) {
    String name = file.toString();
    try {
      String text = Files.readString(file);
      return name.toLowerCase(Locale.ROOT).endsWith(".json") ? json(name, text) : yaml(name, text);
    } catch (CharacterCodingException e) {
      throw new InputException(file + ": is not UTF-8 text", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read (" + e + ")", e);
    }
  }

  /** Reads YAML text, which messages call {@code source}. */
  public static Node yaml(String source, String text) {
    return NodeReader.yaml(new Place(source, 1), text);
  }

  /** Reads JSON text, which messages call {@code source}. */
  public static Node json(String source, String text) {
    return NodeReader.json(new Place(source, 1), text);
  }

  /**
   * The tree with one value replaced or added; keys and values are merged into the section.
   *
   * @param assignment such as {@code train.batch=64} or {@code model.prior={kind: mixture}}
   */
  public static Node set(Node tree, String assignment) {
    return Overrides.set(tree, assignment);
  }

  /** The section, or the key outside of all, that {@code assignment} is of. */
  public static String section(String assignment) {
    return assignment.split("[.=]", 2)[0];
  }

  /** Binds the tree; missing keys take their value from the type's {@code DEFAULT}. */
  public static <T> T bind(Node tree, Class<T> type) {
    return type.cast(NodeBinder.bind(tree, type, Components.standard(type), ""));
  }

  /** Binds the tree; missing keys take their value from {@code defaults}. */
  public static <T extends Record> T bind(Node tree, T defaults) {
    @SuppressWarnings("unchecked")
    T bound = (T) NodeBinder.bind(tree, defaults.getClass(), defaults, "");
    return bound;
  }

  /** The record with every value written out; reading it gives an equal record. */
  public static String yaml(Record record) {
    return YAML.writeValueAsString(plain(record));
  }

  /** The record with every value written out; reading it gives an equal record. */
  public static String json(Record record) {
    return json(plain(record));
  }

  /** JSON of plain values: maps, lists, strings, numbers, truth values and null. */
  public static String json(@Nullable Object plain) {
    return JSON.writeValueAsString(plain) + "\n";
  }

  /** The record as maps, lists, strings, numbers and truth values. */
  public static @Nullable Object plain(Record record) {
    return Plain.of(record, record.getClass());
  }
}
