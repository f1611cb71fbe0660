package subtext.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import subtext.error.InputException;

/**
 * A file of texts, read as its name says.
 *
 * @param opener of its bytes, packed or not
 */
record CorpusFile(Path path, CorpusParts.Opener opener) {
  private enum Format {
    PLAIN,
    TABS,
    COMMAS,
    JSON,
    BAGS
  }

  /**
   * A file of this machine.
   *
   * @throws InputException if it is not there, or cannot be read
   */
  CorpusFile(Path path) {
    this(path, () -> Files.newInputStream(path));
    if (!Files.exists(path)) {
      throw new InputException("%s does not exist".formatted(path));
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new InputException("%s is not a file that can be read".formatted(path));
    }
  }

  private boolean isGzipped() {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  private Format format() {
    String name = path.toString().toLowerCase(Locale.ROOT);
    name = isGzipped() ? name.substring(0, name.length() - 3) : name;
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "tsv" -> Format.TABS;
      case "csv" -> Format.COMMAS;
      case "jsonl", "ndjson" -> Format.JSON;
      case "feat" -> Format.BAGS;
      case "json" ->
          throw new InputException(
              "%s: write one JSON object a line and name the file .jsonl".formatted(path));
      default -> Format.PLAIN;
    };
  }

  /** Whether it counts words, which a list beside it names. */
  boolean isBags() {
    return format() == Format.BAGS;
  }

  /** Whether each line is a record, so that reading may begin with any of them. */
  boolean isOfLines() {
    return switch (format()) {
      case PLAIN, TABS, JSON -> !isGzipped();
      case COMMAS, BAGS -> false;
    };
  }

  /** The names in the first row of a table; none where it has none. */
  List<String> names(Columns columns, int maxLineBytes) throws IOException {
    boolean table = format() == Format.TABS || format() == Format.COMMAS;
    if (!table || !columns.named()) {
      return List.of();
    }
    try (LineReader lines = lines(maxLineBytes)) {
      return table(lines, format() == Format.COMMAS, columns).names();
    }
  }

  /**
   * The records of {@code lines}, which begin anywhere but where a row of names stands.
   *
   * @param names that stood in the first row
   */
  RowReader rowsWithin(LineReader lines, List<String> names, Columns columns) throws IOException {
    return switch (format()) {
      case TABS -> new TableReader(lines, false, names);
      case COMMAS -> new TableReader(lines, true, names);
      case JSON, BAGS, PLAIN -> rows(lines, columns);
    };
  }

  LineReader lines(int maxLineBytes) throws IOException {
    InputStream in = opener.open();
    try {
      return new LineReader(
          path.toString(), isGzipped() ? new GZIPInputStream(in, 1 << 16) : in, maxLineBytes);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** The records of {@code lines}, which has read nothing yet; {@code columns} are not open. */
  RowReader rows(LineReader lines, Columns columns) throws IOException {
    return switch (format()) {
      case TABS -> table(lines, false, columns);
      case COMMAS -> table(lines, true, columns);
      case JSON -> new JsonReader(lines);
      case BAGS -> new BagReader(lines, WordList.of(path));
      case PLAIN -> {
        if (!columns.equals(Columns.FIRST)) {
          throw new InputException(
              "%s has no columns, but data.text is %s, data.label is %s and data.source is %s. Name a file with columns .tsv, .csv or .jsonl"
                  .formatted(path, columns.text(), columns.label(), columns.source()));
        }
        yield RowReader.plain(lines);
      }
    };
  }

  private TableReader table(LineReader lines, boolean commas, Columns columns) throws IOException {
    TableReader table = new TableReader(lines, commas, columns.named());
    requireColumn("text", columns.text(), table.names());
    requireColumn("label", columns.label(), table.names());
    requireColumn("source", columns.source(), table.names());
    requireColumn("split", columns.split(), table.names());
    return table;
  }

  private void requireColumn(String key, String column, List<String> names) {
    if (!names.contains(column) && !Columns.isNumber(column) && !column.equals(Columns.NONE)) {
      throw new InputException(
          "%s:1: no column is named \"%s\" (data.%s): the first row has %s"
              .formatted(path, column, key, String.join(", ", names)));
    }
  }

  /** The columns with what they leave open filled in from the file's first records. */
  Columns resolve(Columns columns, int maxLineBytes) throws IOException {
    if (!columns.open()) {
      return requireTwo(columns);
    }
    try (LineReader lines = lines(maxLineBytes)) {
      RowReader rows =
          switch (format()) {
            case TABS -> new TableReader(lines, false, false);
            case COMMAS -> new TableReader(lines, true, false);
            case JSON -> new JsonReader(lines);
            case BAGS -> new BagReader(lines, WordList.of(path));
            case PLAIN -> RowReader.plain(lines);
          };
      return requireTwo(ColumnGuess.fill(columns, path, rows));
    }
  }

  private Columns requireTwo(Columns columns) {
    if (columns.text().equals(columns.source())) {
      throw new InputException(
          "%s: column %s would be text and source at once; say which is which with data.text and data.source"
              .formatted(path, columns.text()));
    }
    return columns;
  }

  /** What a failure to read means: no whole gzip file is the user's fault. */
  RuntimeException failure(IOException e) {
    return e instanceof ZipException || (e instanceof EOFException && isGzipped())
        ? new InputException(
            "%s is no whole gzip file (%s). Compress it again"
                .formatted(path, e.getMessage() == null ? "it ends too early" : e.getMessage()),
            e)
        : new UncheckedIOException(e);
  }
}
