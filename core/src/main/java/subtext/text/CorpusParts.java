package subtext.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/**
 * A corpus file wherever it lies, which several readers may read in parts: what {@link Corpus}
 * would find in it, they find together.
 */
public final class CorpusParts {
  private final CorpusFile file;
  private final Columns columns;
  private final List<String> names;
  private final int maxLineBytes;

  /** Opens a file at its beginning. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  private CorpusParts(CorpusFile file, Columns columns, List<String> names, int maxLineBytes) {
    this.file = file;
    this.columns = columns;
    this.names = names;
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Looks at the beginning of a file.
   *
   * @param name whose ending says how it is read, as with {@link Corpus}
   * @throws InputException if it has no such columns, or has a source in a file of its own
   */
  public static CorpusParts of(String name, Opener opener, Columns asked, int maxLineBytes) {
    if (asked.parallel()) {
      throw new InputException(
          "data.source: %s names a second file, which is not read in parts"
              .formatted(asked.source()));
    }
    CorpusFile file = new CorpusFile(Path.of(name), opener);
    try {
      Columns columns = file.resolve(asked, maxLineBytes);
      return new CorpusParts(file, columns, file.names(columns, maxLineBytes), maxLineBytes);
    } catch (IOException e) {
      throw file.failure(e);
    }
  }

  /** What another reader of the same file has found at its beginning. */
  public static CorpusParts known(
      String name, Opener opener, Columns columns, List<String> names, int maxLineBytes) {
    return new CorpusParts(new CorpusFile(Path.of(name), opener), columns, names, maxLineBytes);
  }

  /** The columns, none of them left open. */
  public Columns columns() {
    return columns;
  }

  /** The names in the first row, where it has some. */
  public List<String> names() {
    return names;
  }

  /** Whether a part may begin with any line; where not, the whole file is one part. */
  public boolean splits() {
    return file.isOfLines();
  }

  /** What the whole file holds, to be closed after use; see {@link Corpus#open}. */
  public Stream<Line> all() {
    try {
      return lines(file.lines(maxLineBytes), 0);
    } catch (IOException e) {
      throw file.failure(e);
    }
  }

  /**
   * What a part holds, to be closed after use; see {@link Corpus#open}.
   *
   * @param in whole lines of the file, one behind the other
   * @param before lines of the file that stand before them
   */
  public Stream<Line> part(InputStream in, long before) {
    return lines(new LineReader(file.path().toString(), in, maxLineBytes, before), before);
  }

  private Stream<Line> lines(LineReader lines, long before) {
    try {
      RowReader rows =
          before == 0 ? file.rows(lines, columns) : file.rowsWithin(lines, names, columns);
      return new Corpus(file, columns, lines, rows).stream();
    } catch (IOException e) {
      throw file.failure(e);
    }
  }

  /**
   * An example of a table of another kind, its text as clean as that of a file.
   *
   * @param place of the row, for the message
   * @return empty where there is no text
   * @throws InputException if the text holds what is no text
   */
  public static Optional<Line> example(
      String place,
      long number,
      @Nullable String text,
      @Nullable String label,
      @Nullable String split) {
    String clean = text == null ? "" : Corpus.inOneLine(text);
    String fault = Corpus.fault(clean);
    if (fault != null) {
      throw new InputException("%s:%d: %s".formatted(place, number, fault));
    }
    return clean.isEmpty()
        ? Optional.empty()
        : Optional.of(new Line(number, clean, value(label), null, value(split)));
  }

  private static @Nullable String value(@Nullable String field) {
    return field == null || field.isBlank() ? null : field.strip();
  }
}
