package subtext.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON object a line. Strings, numbers and booleans have a text, that of null is empty, arrays
 * and objects have none.
 */
final class JsonReader implements RowReader {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final LineReader lines;

  JsonReader(LineReader lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable Row next() throws IOException {
    String line = RowReader.nextFilled(lines);
    if (line == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    List<@Nullable String> fields = new ArrayList<>();
    for (var property : object(line).properties()) {
      JsonNode value = property.getValue();
      names.add(property.getKey());
      fields.add(value.isNull() ? "" : value.isValueNode() ? value.asString() : null);
    }
    return new Row(lines.number(), names, fields);
  }

  private JsonNode object(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw lines.fault(lines.number(), "not JSON: " + e.getOriginalMessage());
    }
    throw lines.fault(
        lines.number(), "not a JSON object. Write one object a line, as {\"text\": \"...\"}");
  }
}
