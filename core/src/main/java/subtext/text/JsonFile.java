package subtext.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of a tokeniser's files, as a tree. */
final class JsonFile {
  private static final long MOST_BYTES = 1L << 28;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFile() {}

  static void write(JsonNode tree, Path file) {
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    DurableFile.write(text.getBytes(UTF_8), file);
  }

  static JsonNode read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new CorruptFileException(file, "is too large to be a tokenizer's");
      }
      return JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new InputException(file + " does not exist: this is no model folder", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JacksonException e) {
      throw new CorruptFileException(file, "is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
