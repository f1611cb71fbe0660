package subtext.app;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Results as one JSON object a line, or as lines for people. */
final class JsonLines {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}&&[^\t]]");

  @Option(
      names = {"--jsonl", "--json"},
      description = "Print JSON, one object a line.")
  private boolean json;

  boolean wanted() {
    return json;
  }

  /**
   * Prints one result: {@code fields} in their order, or else {@code text} on one line, with spaces
   * for the line breaks and other control characters that a model of bytes may write.
   */
  void print(Streams streams, Map<String, ? extends @Nullable Object> fields, String text) {
    streams.line(json ? JSON.writeValueAsString(fields) : CONTROL.matcher(text).replaceAll(" "));
  }
}
