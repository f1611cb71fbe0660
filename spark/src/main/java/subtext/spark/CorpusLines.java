package subtext.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.udf;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import subtext.error.InputException;
import subtext.text.Columns;
import subtext.text.CorpusParts;
import subtext.text.Line;

/**
 * The lines of a corpus that Spark reads: a file as {@link subtext.text.Corpus} reads it, Parquet,
 * or a folder of such files, which are one behind the other in the order of their names. The lines
 * and their numbers are those of one file with all of them.
 *
 * <p>Plain text, tab-separated text and JSON lines are read in parts; comma-separated and packed
 * files by one task each, for they cannot be entered in the middle. To number the lines takes a
 * pass over them, once for each way in which they are asked for. Which lines are in which part is a
 * matter of the files and of the number of parts that is asked for, and of nothing else.
 */
final class CorpusLines {
  private static final long SMALLEST_PART = 1 << 20;

  /** An index has its graph of neighbours in memory, some 300 bytes a line, while it is made. */
  private static final long LARGEST_PART = 16 << 20;

  /** Likewise of Parquet. */
  private static final long FEWEST_ROWS = 1 << 14;

  private static final long MOST_ROWS = 1 << 18;

  private final SparkSession session;
  private final Storage storage;
  private final int parts;
  private final Map<Asked, JavaRDD<Line>> known = new HashMap<>();

  /** In two parts for each core. */
  CorpusLines(SparkSession session, Storage storage) {
    this(session, storage, usualParts(session));
  }

  /**
   * In so many parts, where that makes them neither small nor large.
   *
   * @param parts 1 or more
   */
  CorpusLines(SparkSession session, Storage storage, int parts) {
    this.session = session;
    this.storage = storage;
    this.parts = parts;
  }

  /** Two for each core. */
  static int usualParts(SparkSession session) {
    return 2 * Math.max(1, session.sparkContext().defaultParallelism());
  }

  private record Asked(String path, Columns columns, int maxLineBytes) {}

  /** How a file is read, in the words of {@link CorpusParts}, for tasks. */
  private record Reading(
      Storage storage,
      String file,
      String text,
      String label,
      String split,
      ArrayList<String> names,
      int maxLineBytes)
      implements Serializable {

    static Reading of(Storage storage, String file, CorpusParts parts, int maxLineBytes) {
      Columns columns = parts.columns();
      return new Reading(
          storage,
          file,
          columns.text(),
          columns.label(),
          columns.split(),
          new ArrayList<>(parts.names()),
          maxLineBytes);
    }

    CorpusParts parts() {
      return CorpusParts.known(
          name(file),
          () -> storage.open(file),
          new Columns(text, label, Columns.NONE, split),
          names,
          maxLineBytes);
    }

    /**
     * How many lines a part has.
     *
     * @param own its lines, where the file has several parts
     */
    long count(Iterator<?> own) {
      if (!parts().splits()) {
        return linesOf(this);
      }
      long count = 0;
      for (; own.hasNext(); own.next()) {
        count++;
      }
      return count;
    }
  }

  /**
   * A part of a file.
   *
   * @param filesBefore lines of the files before it
   * @param before lines of the file before it
   */
  private record Part(Reading reading, long filesBefore, long before) implements Serializable {
    Iterator<Line> lines(Iterator<Tuple2<LongWritable, Text>> own) {
      CorpusParts parts = reading.parts();
      return later(
          parts.splits() ? parts.part(new LineBytes(own), before) : parts.all(), filesBefore);
    }
  }

  /**
   * The lines of {@code path}.
   *
   * @throws InputException if there is nothing, or no such columns
   */
  JavaRDD<Line> of(String path, Columns columns, int maxLineBytes) {
    return known.computeIfAbsent(
        new Asked(path, columns, maxLineBytes), asked -> read(path, columns, maxLineBytes));
  }

  /** What changes whenever one of the files does that {@code path} names. */
  String state(String path) {
    return files(path).stream()
        .map(file -> file + " " + storage.state(file))
        .collect(Collectors.joining("\n", "\n", ""));
  }

  private JavaRDD<Line> read(String path, Columns columns, int maxLineBytes) {
    List<String> files = files(path);
    if (files.stream().allMatch(file -> file.endsWith(".parquet"))) {
      return ofParquet(path, columns);
    }
    Map<String, Reading> readings = new LinkedHashMap<>();
    for (String file : files) {
      CorpusParts opened =
          CorpusParts.of(name(file), () -> storage.open(file), columns, maxLineBytes);
      readings.put(storage.qualified(file), Reading.of(storage, file, opened, maxLineBytes));
    }
    JavaPairRDD<LongWritable, Text> records = records(readings.keySet());
    List<Reading> ofEach =
        records.partitions().stream()
            .map(part -> Objects.requireNonNull(readings.get(CorpusFiles.file(part))))
            .toList();
    List<Part> all = parts(ofEach, counts(records, ofEach));
    return records.mapPartitionsWithIndex((part, own) -> all.get(part).lines(own), true);
  }

  private JavaPairRDD<LongWritable, Text> records(Collection<String> files) {
    JavaSparkContext context = new JavaSparkContext(session.sparkContext());
    long bytes = files.stream().mapToLong(storage::size).sum();
    long part = Math.clamp(bytes / parts, SMALLEST_PART, LARGEST_PART);
    try {
      return context.newAPIHadoopRDD(
          CorpusFiles.reading(context.hadoopConfiguration(), files, part),
          CorpusFiles.class,
          LongWritable.class,
          Text.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines each part has, the last excepted, which none stands behind. */
  private static List<Long> counts(JavaPairRDD<LongWritable, Text> records, List<Reading> ofEach) {
    int last = ofEach.size() - 1;
    if (last < 1) {
      return Collections.nCopies(ofEach.size(), 0L);
    }
    return records
        .mapPartitionsWithIndex(
            (part, own) -> List.of(part == last ? 0L : ofEach.get(part).count(own)).iterator(),
            true)
        .collect();
  }

  private static List<Part> parts(List<Reading> ofEach, List<Long> counts) {
    List<Part> parts = new ArrayList<>();
    String file = "";
    long filesBefore = 0;
    long before = 0;
    for (int part = 0; part < ofEach.size(); part++) {
      Reading reading = ofEach.get(part);
      if (!reading.file.equals(file)) {
        file = reading.file;
        filesBefore += before;
        before = 0;
      }
      parts.add(new Part(reading, filesBefore, before));
      before += counts.get(part);
    }
    return parts;
  }

  /** What {@code path} names: a file, or all of a folder but what begins with a dot or a dash. */
  private List<String> files(String path) {
    return storage.files(path, folder -> false);
  }

  /** How many lines the reading's file has. */
  private static long linesOf(Reading reading) {
    byte[] chunk = new byte[1 << 16];
    long lines = 0;
    byte lastByte = '\n';
    try (InputStream in = reading.storage.open(reading.file);
        InputStream plain = isGzipped(reading.file) ? new GZIPInputStream(in) : in) {
      for (int read = plain.read(chunk); read >= 0; read = plain.read(chunk)) {
        for (int i = 0; i < read; i++) {
          lines += chunk[i] == '\n' ? 1 : 0;
          lastByte = chunk[i];
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lastByte == '\n' ? lines : lines + 1;
  }

  private static boolean isGzipped(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** The lines with the numbers that they have behind {@code before} others. */
  private static Iterator<Line> later(Stream<Line> lines, long before) {
    return before == 0
        ? lines.iterator()
        : lines
            .map(
                line ->
                    new Line(
                        line.number() + before,
                        line.text(),
                        line.label(),
                        line.source(),
                        line.split()))
            .iterator();
  }

  /** The rows in the order of files and rows, which Spark itself does not keep. */
  private JavaRDD<Line> ofParquet(String path, Columns columns) {
    Dataset<Row> table = session.read().parquet(Storage.literal(path));
    Columns known = resolved(path, table, columns);
    List<Column> asked =
        Stream.of(known.text(), known.label(), known.split())
            .filter(column -> !column.equals(Columns.NONE))
            .map(column -> col("`" + column + "`").cast("string").as("asked " + column))
            .toList();
    HashMap<String, Long> before = new HashMap<>();
    long rows = before(table, before);
    long part = Math.clamp((rows + parts - 1) / parts, FEWEST_ROWS, MOST_ROWS);
    UDF2<String, Long, Long> behind = (file, row) -> Objects.requireNonNull(before.get(file)) + row;
    Column number =
        udf(behind, DataTypes.LongType)
            .apply(col("_metadata.file_path"), col("_metadata.row_index"));
    Dataset<Row> ordered =
        table
            .select(
                Stream.concat(asked.stream(), Stream.of(number.as("number")))
                    .toArray(Column[]::new))
            .repartitionById(
                Math.toIntExact(Math.max(1, (rows + part - 1) / part)),
                floor(col("number").divide(part)).cast("int"))
            .sortWithinPartitions("number");
    int label = known.label().equals(Columns.NONE) ? -1 : 1;
    int split = known.split().equals(Columns.NONE) ? -1 : asked.size() - 1;
    int last = asked.size();
    String place = name(path);
    return ordered
        .javaRDD()
        .flatMap(
            row ->
                CorpusParts.example(
                        place,
                        row.getLong(last) + 1,
                        field(row, 0),
                        field(row, label),
                        field(row, split))
                    .stream()
                    .iterator());
  }

  /** Fills in how many rows stand before those of each file, and gives how many there are. */
  private static long before(Dataset<Row> table, Map<String, Long> before) {
    List<Row> counts =
        table
            .select(col("_metadata.file_path").as("file"))
            .groupBy("file")
            .count()
            .collectAsList()
            .stream()
            .sorted(Comparator.comparing((Row row) -> row.getString(0)))
            .toList();
    long rows = 0;
    for (Row count : counts) {
      before.put(count.getString(0), rows);
      rows += count.getLong(1);
    }
    return rows;
  }

  private static @Nullable String field(Row row, int column) {
    return column < 0 || row.isNullAt(column) ? null : row.getString(column);
  }

  /** The columns by their names in the table. */
  private static Columns resolved(String path, Dataset<Row> table, Columns asked) {
    List<String> names = List.of(table.columns());
    String text = asked.text().equals(Columns.AUTO) ? guess(path, names) : asked.text();
    Optional<String> label =
        asked.label().equals(Columns.AUTO)
            ? names.stream().filter("label"::equalsIgnoreCase).findFirst()
            : Optional.of(asked.label());
    return new Columns(
        named(path, names, "text", text),
        named(path, names, "label", label.orElse(Columns.NONE)),
        Columns.NONE,
        named(path, names, "split", asked.split()));
  }

  private static String guess(String path, List<String> names) {
    if (names.size() == 1) {
      return names.getFirst();
    }
    return names.stream()
        .filter("text"::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "%s: which of its columns is the text? It has %s; say it with data.text"
                        .formatted(path, String.join(", ", names))));
  }

  private static String named(String path, List<String> names, String key, String column) {
    if (column.equals(Columns.NONE) || names.contains(column)) {
      return column;
    }
    if (column.matches("[1-9][0-9]{0,5}") && Integer.parseInt(column) <= names.size()) {
      return names.get(Integer.parseInt(column) - 1);
    }
    throw new InputException(
        "%s: no column is named \"%s\" (data.%s): it has %s"
            .formatted(path, column, key, String.join(", ", names)));
  }

  private static String name(String path) {
    return Storage.name(path);
  }
}
