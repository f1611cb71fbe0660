package subtext.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/**
 * The lines of a text file, read as they are needed: {@code .tsv}, {@code .csv} and {@code .jsonl}
 * by columns, {@code .feat} as bags of words ({@link BagReader}), every other name as one text a
 * line; each also gzipped, with {@code .gz} behind.
 *
 * <p>UTF-8 with or without byte order mark, LF or CRLF. Blank lines and blank texts are skipped;
 * white space around a text is dropped, and line breaks within one become spaces.
 */
public final class Corpus {
  /** Longest line in bytes where nothing else is said: 1 MiB. */
  private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n]+");

  public static final int MAX_LINE_BYTES = 1 << 20;

  private final CorpusFile file;
  private final Columns columns;
  private final LineReader lines;
  private final RowReader rows;

  Corpus(CorpusFile file, Columns columns, LineReader lines, RowReader rows) {
    this.file = file;
    this.columns = columns;
    this.lines = lines;
    this.rows = rows;
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
    if (columns.parallel()) {
      return ParallelLines.open(file, columns, maxLineBytes);
    }
    CorpusFile source = new CorpusFile(file);
    try {
      Columns resolved = source.resolve(columns, maxLineBytes);
      LineReader lines = source.lines(maxLineBytes);
      try {
        return new Corpus(source, resolved, lines, source.rows(lines, resolved)).stream();
      } catch (IOException | RuntimeException e) {
        lines.close();
        throw e;
      }
    } catch (IOException e) {
      throw source.failure(e);
    }
  }

  /** The files that decide what the lines of {@code file} are: itself, and its list of words. */
  public static List<Path> parts(Path file, Columns columns) {
    if (columns.parallel()) {
      return List.of(file, columns.parallel(file));
    }
    return new CorpusFile(file).isBags() ? List.of(file, WordList.beside(file)) : List.of(file);
  }

  Stream<Line> stream() {
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
    return StreamSupport.stream(each, false).onClose(this::close);
  }

  private void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable Line next() {
    try {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        String text = text(row, "text", columns.text());
        String source = hasSource() ? text(row, "source", columns.source()) : null;
        if (!text.isEmpty() && !(source != null && source.isEmpty())) {
          return new Line(
              row.line(),
              text,
              optional(row, columns.label()),
              source,
              optional(row, columns.split()));
        }
      }
      return null;
    } catch (IOException e) {
      throw file.failure(e);
    }
  }

  private boolean hasSource() {
    return !columns.source().equals(Columns.NONE);
  }

  private String text(Row row, String key, String column) {
    String text = row.field(column);
    if (text == null && row.has(column)) {
      throw lines.fault(
          row.line(), "column %s holds no text, but a list or an object".formatted(column));
    }
    if (text == null) {
      throw lines.fault(
          row.line(),
          "no column %s, where data.%s says the text is; the line has %s"
              .formatted(column, key, row.described()));
    }
    requireText(row, text);
    return inOneLine(text);
  }

  /** A text as a corpus has it: ends of lines become spaces, and none stand around it. */
  public static String inOneLine(String text) {
    return LINE_ENDS.matcher(text).replaceAll(" ").strip();
  }

  /** JSON can spell with escapes what {@link LineReader} refuses as bytes. */
  private void requireText(Row row, String text) {
    String fault = fault(text);
    if (fault != null) {
      throw lines.fault(row.line(), fault);
    }
  }

  /** What is wrong with a text; null for nothing. */
  static @Nullable String fault(String text) {
    if (text.indexOf('\0') >= 0) {
      return "the text holds a NUL character. Take it out";
    }
    return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)
        ? "the text holds half a surrogate pair, which is no character. Take it out"
        : null;
  }

  private static @Nullable String optional(Row row, String column) {
    String value = column.equals(Columns.NONE) ? null : row.field(column);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
