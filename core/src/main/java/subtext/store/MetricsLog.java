package subtext.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code metrics.jsonl}: one JSON object a line, its first key {@code step}, steps never falling.
 *
 * <p>Each row goes to the operating system at once, so that a killed process loses none; only
 * {@link #sync} makes rows survive a power cut. Sync before a checkpoint is saved: then the rows up
 * to a checkpoint are always whole, and {@link #truncateAfter} cuts off the rest.
 */
public final class MetricsLog implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Logger log = LoggerFactory.getLogger(MetricsLog.class);

  private final FileLayer.Output out;

  private MetricsLog(FileLayer.Output out) {
    this.out = out;
  }

  /**
   * One line.
   *
   * @param step optimiser steps done when the row was written
   * @param values the other keys in their order; a figure that was not finite is null
   */
  public record Row(long step, Map<String, @Nullable Object> values) {}

  /** Opens a log to add to; makes it if it is missing. Cuts off a torn last line. */
  public static MetricsLog open(Path file) throws IOException {
    return open(FileLayer.DISK, file);
  }

  static MetricsLog open(FileLayer files, Path file) throws IOException {
    truncateAfter(files, file, Long.MAX_VALUE);
    return new MetricsLog(files.append(file));
  }

  /**
   * Adds a row. JSON has no NaN and no infinities: they become null.
   *
   * @param values numbers, booleans, strings, lists of these or null by name; {@code step} is added
   *     in front
   */
  public void append(long step, Map<String, ? extends @Nullable Object> values) throws IOException {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("step", step);
    values.forEach((name, value) -> row.put(name, finite(value)));
    out.write(ByteBuffer.wrap((JSON.writeValueAsString(row) + "\n").getBytes(UTF_8)));
  }

  private static @Nullable Object finite(@Nullable Object value) {
    boolean finite =
        switch (value) {
          case Double number -> Double.isFinite(number);
          case Float number -> Float.isFinite(number);
          case null, default -> true;
        };
    if (value instanceof List<?> list) {
      return list.stream().map(MetricsLog::finite).toList();
    }
    return finite ? value : null;
  }

  /** Makes the rows survive a power cut. */
  public void sync() throws IOException {
    out.sync();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** All whole rows of a log, in order; none if it is missing. Damaged lines are passed over. */
  public static List<Row> read(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    scan(
        file,
        (row, end) -> {
          rows.add(row);
          return true;
        });
    return rows;
  }

  /**
   * Cuts off the rows past {@code step}, with which a resumed run begins anew, and whatever follows
   * the last whole row.
   */
  public static void truncateAfter(Path file, long step) throws IOException {
    truncateAfter(FileLayer.DISK, file, step);
  }

  static void truncateAfter(FileLayer files, Path file, long step) throws IOException {
    truncateFrom(files, file, row -> row.step > step);
  }

  /** Cuts off the first row that is {@code obsolete}, and whatever follows it. */
  public static void truncateFrom(Path file, Predicate<Row> obsolete) throws IOException {
    truncateFrom(FileLayer.DISK, file, obsolete);
  }

  private static void truncateFrom(FileLayer files, Path file, Predicate<Row> obsolete)
      throws IOException {
    long[] keep = {0};
    scan(
        file,
        (row, end) -> {
          boolean kept = !obsolete.test(row);
          keep[0] = kept ? end : keep[0];
          return kept;
        });
    if (Files.exists(file) && Files.size(file) > keep[0]) {
      files.truncate(file, keep[0]);
    }
  }

  private interface Visitor {
    /**
     * @param end of the row's line, in bytes from the start of the file
     * @return whether to go on
     */
    boolean visit(Row row, long end);
  }

  private static void scan(Path file, Visitor visitor) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long position = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        position++;
        line.write(next);
        if (next == '\n') {
          Row row = parse(file, line.toString(UTF_8));
          line.reset();
          if (row != null && !visitor.visit(row, position)) {
            return;
          }
        }
      }
    } catch (NoSuchFileException missing) {
      return; // a run that has not begun has no rows
    }
  }

  private static @Nullable Row parse(Path file, String line) {
    try {
      Map<String, @Nullable Object> values = JSON.readValue(line, new TypeReference<>() {});
      if (values != null && values.remove("step") instanceof Number step) {
        return new Row(step.longValue(), Collections.unmodifiableMap(values));
      }
      log.warn("{} has a line without a step, which is passed over: {}", file, line.strip());
    } catch (JacksonException e) {
      log.warn("{} has a damaged line, which is passed over: {}", file, e.getOriginalMessage());
    }
    return null;
  }
}
