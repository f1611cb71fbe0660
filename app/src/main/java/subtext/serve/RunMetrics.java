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
import subtext.store.RunFolder;
import subtext.store.RunLock;
import subtext.train.Publisher;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The rows of a run's metrics.jsonl, as far as they are written whole, and how the run stands. */
final class RunMetrics {
  /** Bytes of the file that are read at a time. */
  private static final int MOST = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RunMetrics.class);

  private final RunFolder run;
  private final Path file;

  RunMetrics(RunFolder run) {
    this.run = run;
    this.file = run.metrics();
  }

  /** How a run stands: {@code training}, {@code finished}, or {@code stopped} before its end. */
  String state() {
    return RunLock.isTaken(run)
        ? "training"
        : Files.exists(Publisher.evaluationFile(run)) ? "finished" : "stopped";
  }

  /**
   * Rows from a place of the file on.
   *
   * @param next where to go on
   * @param state of the run: {@code training}, {@code finished} or {@code stopped}
   */
  record Rows(List<JsonNode> rows, long next, String state) {}

  /** Rows from byte {@code from} on; all where the file is shorter, as after a resume. */
  Rows from(long from) {
    String state = state(); // before the rows: of a run that is over, there are no more to come
    if (!Files.exists(file)) {
      return new Rows(List.of(), 0, state);
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
      return new Rows(rows(new String(bytes, 0, whole, UTF_8)), start + whole, state);
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
