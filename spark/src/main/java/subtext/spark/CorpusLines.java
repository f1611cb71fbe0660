package subtext.spark;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
 * files by one task each, for they cannot be entered in the middle. To number the lines of files
 * takes a pass over them, once for each way in which they are asked for.
 */
final class CorpusLines {
  private static final long SMALLEST_PART = 1 << 20;

  /** An index has its graph of neighbours in memory, some 300 bytes a line, while it is made. */
  private static final long LARGEST_PART = 16 << 20;

  private final SparkSession session;
  private final Storage storage;
  private final Map<Asked, JavaRDD<Line>> known = new HashMap<>();

  CorpusLines(SparkSession session, Storage storage) {
    this.session = session;
    this.storage = storage;
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
    JavaSparkContext context = new JavaSparkContext(session.sparkContext());
    JavaRDD<Line> all = context.emptyRDD();
    long before = 0;
    for (String file : files) {
      CorpusParts parts =
          CorpusParts.of(name(file), () -> storage.open(file), columns, maxLineBytes);
      Reading reading = Reading.of(storage, file, parts, maxLineBytes);
      boolean last = file.equals(files.getLast());
      Numbered lines =
          parts.splits()
              ? inParts(context, reading, before)
              : whole(context, reading, before, last);
      all = files.size() == 1 ? lines.lines : all.union(lines.lines);
      before += lines.count;
    }
    return all;
  }

  /** Lines, and how many their file has, blank ones included. */
  private record Numbered(JavaRDD<Line> lines, long count) {}

  /** What {@code path} names: a file, or all of a folder but what begins with a dot or a dash. */
  private List<String> files(String path) {
    if (!storage.exists(path)) {
      throw new InputException("%s does not exist".formatted(path));
    }
    if (!storage.isFolder(path)) {
      return List.of(path);
    }
    List<String> files =
        storage.list(path).stream()
            .filter(file -> !Storage.name(file).startsWith("_"))
            .filter(file -> !Storage.name(file).startsWith("."))
            .filter(file -> !storage.isFolder(file))
            .toList();
    if (files.isEmpty()) {
      throw new InputException("%s holds no file to read".formatted(path));
    }
    return files;
  }

  private Numbered inParts(JavaSparkContext context, Reading reading, long filesBefore) {
    JavaRDD<Tuple2<LongWritable, Text>> records = records(context, reading.file);
    List<Long> counts =
        records.mapPartitions(lines -> List.of(count(lines)).iterator(), true).collect();
    long[] before = new long[counts.size() + 1];
    for (int part = 0; part < counts.size(); part++) {
      before[part + 1] = before[part] + counts.get(part);
    }
    JavaRDD<Line> lines =
        records.mapPartitionsWithIndex(
            (part, own) -> {
              Stream<Line> found = reading.parts().part(new LineBytes(own), before[part]);
              return later(found, filesBefore);
            },
            true);
    return new Numbered(lines, before[counts.size()]);
  }

  private JavaRDD<Tuple2<LongWritable, Text>> records(JavaSparkContext context, String file) {
    Configuration configuration = new Configuration(context.hadoopConfiguration());
    configuration.set("textinputformat.record.delimiter", "\n");
    long parts = 2L * Math.max(1, context.defaultParallelism());
    configuration.setLong(
        "mapreduce.input.fileinputformat.split.maxsize",
        Math.clamp(storage.size(file) / parts, SMALLEST_PART, LARGEST_PART));
    return context
        .newAPIHadoopFile(
            file, TextInputFormat.class, LongWritable.class, Text.class, configuration)
        .map(pair -> pair);
  }

  private static long count(Iterator<?> lines) {
    long count = 0;
    for (; lines.hasNext(); lines.next()) {
      count++;
    }
    return count;
  }

  private Numbered whole(
      JavaSparkContext context, Reading reading, long filesBefore, boolean last) {
    JavaRDD<Reading> one = context.parallelize(List.of(reading), 1);
    long count = last ? 0 : one.map(CorpusLines::linesOf).collect().getFirst();
    return new Numbered(one.flatMap(each -> later(each.parts().all(), filesBefore)), count);
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
    Dataset<Row> table = session.read().parquet(path);
    Columns known = resolved(path, table, columns);
    List<String> asked = new ArrayList<>(List.of(known.text()));
    List.of(known.label(), known.split()).stream()
        .filter(column -> !column.equals(Columns.NONE))
        .forEach(asked::add);
    Dataset<Row> ordered =
        table
            .select(
                Stream.concat(
                        asked.stream().map(column -> col("`" + column + "`").cast("string")),
                        Stream.of(col("_metadata.file_path"), col("_metadata.row_index")))
                    .toArray(org.apache.spark.sql.Column[]::new))
            .orderBy(col("file_path"), col("row_index"));
    int label = known.label().equals(Columns.NONE) ? -1 : 1;
    int split = known.split().equals(Columns.NONE) ? -1 : asked.size() - 1;
    String place = name(path);
    return ordered
        .javaRDD()
        .zipWithIndex()
        .flatMap(
            numbered -> {
              Row row = numbered._1();
              return CorpusParts.example(
                      place, numbered._2() + 1, field(row, 0), field(row, label), field(row, split))
                  .stream()
                  .iterator();
            });
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
