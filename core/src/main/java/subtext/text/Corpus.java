package subtext.text;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/**
 * The lines of a text file, read as they are needed: {@code .tsv}, {@code .csv} and {@code .jsonl}
 * by columns, every other name as one text a line; each also gzipped, with {@code .gz} behind.
 *
 * <p>UTF-8 with or without byte order mark, LF or CRLF. Blank lines and blank texts are skipped;
 * white space around a text is dropped, and line breaks within one become spaces.
 */
public final class Corpus {
  /** Longest line in bytes where nothing else is said: 1 MiB. */
  public static final int MAX_LINE_BYTES = 1 << 20;

  private final LineReader lines;
  private final RowReader rows;
  private final Columns columns;
  private final Path file;

  private Corpus(Path file, Columns columns, LineReader lines) throws IOException {
    this.file = file;
    this.columns = columns;
    this.lines = lines;
    this.rows = rows();
  }

  /** The lines of {@code file}, none longer than {@link #MAX_LINE_BYTES}. */
  public static Stream<Line> open(Path file, Columns columns) {
    return open(file, columns, MAX_LINE_BYTES);
  }

  /**
   * The lines of {@code file}, to be closed after use; memory is bounded by the longest line.
   *
   * <p>The stream throws {@link InputException}, naming file, line and where it can the byte, both
   * from 1, for a line that is longer than {@code maxLineBytes}, is not UTF-8, holds NUL, or lacks
   * the text column; and {@link UncheckedIOException} when reading fails.
   *
   * @throws InputException if the file is missing, unreadable, or has no such columns
   */
  public static Stream<Line> open(Path file, Columns columns, int maxLineBytes) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new InputException(
          Files.exists(file)
              ? "%s is not a file that can be read".formatted(file)
              : "%s does not exist".formatted(file));
    }
    InputStream in = null;
    try {
      in = bytes(file);
      Stream<Line> lines =
          new Corpus(file, columns, new LineReader(file.toString(), in, maxLineBytes)).stream();
      in = null;
      return lines;
    } catch (IOException e) {
      throw failure(file, e);
    } finally {
      close(in);
    }
  }

  private static InputStream bytes(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return isGzipped(file) ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static boolean isGzipped(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** What the file's name ends with, lower case, without dot, {@code .gz} aside. */
  private static String extension(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    name = isGzipped(file) ? name.substring(0, name.length() - 3) : name;
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private RowReader rows() throws IOException {
    return switch (extension(file)) {
      case "tsv" -> table(false);
      case "csv" -> table(true);
      case "jsonl", "ndjson" -> new JsonReader(lines);
      case "json" ->
          throw new InputException(
              "%s: write one JSON object a line and name the file .jsonl".formatted(file));
      default -> {
        if (!columns.equals(Columns.FIRST)) {
          throw new InputException(
              "%s has no columns, but data.text is %s and data.label is %s. Name a file with columns .tsv, .csv or .jsonl"
                  .formatted(file, columns.text(), columns.label()));
        }
        yield RowReader.plain(lines);
      }
    };
  }

  private RowReader table(boolean commas) throws IOException {
    TableReader table = new TableReader(lines, commas, columns.named());
    requireColumn("text", columns.text(), table.names());
    requireColumn("label", columns.label(), table.names());
    return table;
  }

  private void requireColumn(String key, String column, List<String> names) {
    if (!names.contains(column) && !Columns.isNumber(column) && !column.equals(Columns.NONE)) {
      throw new InputException(
          "%s:1: no column is named \"%s\" (data.%s): the first row has %s"
              .formatted(file, column, key, String.join(", ", names)));
    }
  }

  private Stream<Line> stream() {
    Spliterator<Line> each =
        new AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super Line> action) {
            Line line = next();
            if (line != null) {
              action.accept(line);
            }
            return line != null;
          }
        };
    return StreamSupport.stream(each, false).onClose(() -> close(lines));
  }

  private @Nullable Line next() {
    try {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        String text = text(row);
        if (!text.isEmpty()) {
          return new Line(row.line(), text, label(row));
        }
      }
      return null;
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private String text(Row row) {
    String text = row.field(columns.text());
    if (text == null) {
      throw lines.fault(
          row.line(),
          "no column %s, where data.text says the text is; the line has %s"
              .formatted(
                  columns.text(),
                  row.names().isEmpty()
                      ? row.fields().size() + " columns"
                      : String.join(", ", row.names())));
    }
    return text.replaceAll("[\\r\\n]+", " ").strip();
  }

  private @Nullable String label(Row row) {
    String label = columns.label().equals(Columns.NONE) ? null : row.field(columns.label());
    return label == null || label.isBlank() ? null : label.strip();
  }

  private static void close(@Nullable Closeable open) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuntimeException failure(Path file, IOException e) {
    return e instanceof ZipException || (e instanceof EOFException && isGzipped(file))
        ? new InputException(
            "%s is no whole gzip file (%s). Compress it again".formatted(file, e.getMessage()), e)
        : new UncheckedIOException(e);
  }
}
