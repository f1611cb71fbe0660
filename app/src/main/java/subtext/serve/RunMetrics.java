package subtext.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The rows of a run's metrics.jsonl, as far as they are written whole. */
final class RunMetrics {
  /** Bytes of the file that are read at a time. */
  private static final int MOST = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RunMetrics.class);

  private final Path file;

  RunMetrics(Path file) {
    this.file = file;
  }

  /**
   * Rows from a place of the file on.
   *
   * @param next where to go on
   */
  record Rows(List<JsonNode> rows, long next) {}

  /** Rows from byte {@code from} on; all where the file is shorter, as after a resume. */
  Rows from(long from) {
    if (!Files.exists(file)) {
      return new Rows(List.of(), 0);
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long start = from > in.length() ? 0 : from;
      in.seek(start);
      byte[] bytes = new byte[(int) Math.min(MOST, in.length() - start)];
      in.readFully(bytes);
      int whole = bytes.length;
      while (whole > 0 && bytes[whole - 1] != '\n') {
        whole--;
      }
      return new Rows(rows(new String(bytes, 0, whole, UTF_8)), start + whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines that are no JSON, as a crash may leave one, are left out. */
  private List<JsonNode> rows(String lines) {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines.split("\n", -1)) {
      if (!line.isBlank()) {
        try {
          rows.add(Json.MAPPER.readTree(line));
        } catch (JacksonException e) {
          LOG.debug("{} holds a line that is no row: {}", file, e.getOriginalMessage());
        }
      }
    }
    return rows;
  }
}
