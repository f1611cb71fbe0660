package subtext.spark;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import subtext.error.InputException;

/** What a verb is asked about: a table in parts that are the same whenever the table is. */
sealed interface BatchInput {
  /** How large it is: bytes of files, or how many numbers. */
  long size();

  /** What tells it from others, and from what it was before a change. */
  String fingerprint();

  /**
   * The table in parts.
   *
   * @param part size of each, at most
   */
  Dataset<Row> table(long part);

  /** The smallest part that is worth a task, and the largest. */
  Bounds parts();

  /**
   * How CSV is read, and written.
   *
   * @param named whether the first row has the names of the columns
   */
  static Map<String, String> csv(boolean named) {
    return Map.of(
        "header", Boolean.toString(named),
        "escape", "\"",
        "ignoreLeadingWhiteSpace", "false",
        "ignoreTrailingWhiteSpace", "false");
  }

  /** Sizes of parts. */
  record Bounds(long smallest, long largest) {}

  /** The numbers from 0 up to {@code size}, in the column {@code number}. */
  record Numbers(SparkSession session, String column, long size) implements BatchInput {
    @Override
    public String fingerprint() {
      return "numbers below " + size;
    }

    @Override
    public Bounds parts() {
      return new Bounds(64, 16_384);
    }

    @Override
    public Dataset<Row> table(long part) {
      int parts = Math.toIntExact((size + part - 1) / part);
      return session.range(0, size, 1, parts).toDF(column);
    }
  }

  /** Files of one kind, with all of their columns. */
  record Files(SparkSession session, Storage storage, Dataset<Row> rows, List<String> files)
      implements BatchInput {

    /**
     * The files of {@code path}: plain lines (column {@code text}), CSV and TSV whose first row has
     * the names, JSON lines or Parquet, by their ending; also packed.
     *
     * @param column that will be read: a number from 1 where a CSV has no row of names
     * @throws InputException if there is none, or of no known ending
     */
    static Files of(SparkSession session, Storage storage, String path, String column) {
      if (!storage.exists(path)) {
        throw new InputException("%s does not exist".formatted(path));
      }
      boolean named = !column.matches("_c[0-9]+");
      Dataset<Row> rows =
          read(
              session.read(), kind(storage, path), Storage.literal(storage.qualified(path)), named);
      List<String> files =
          Arrays.stream(rows.inputFiles())
              .map(file -> new Path(URI.create(file)).toString())
              .sorted()
              .toList();
      return new Files(session, storage, rows, files);
    }

    private static Dataset<Row> read(
        DataFrameReader reader, String kind, String path, boolean named) {
      return switch (kind) {
        case "txt" -> reader.text(path).toDF("text");
        case "csv" -> reader.options(csv(named)).option("multiLine", true).csv(path);
        case "tsv" -> reader.options(csv(named)).option("sep", "\t").option("quote", "").csv(path);
        case "jsonl", "json" -> reader.json(path);
        case "orc" -> reader.orc(path);
        case "parquet" -> reader.parquet(path);
        default ->
            throw new InputException(
                "%s: files end with .txt, .tsv, .csv, .jsonl, .json, .orc or .parquet (the first four also with .gz), not with .%s"
                    .formatted(path, kind));
      };
    }

    /** The ending of the first file that is in {@code path}, or in a folder of it. */
    private static String kind(Storage storage, String path) {
      if (!storage.isFolder(path)) {
        String name = Storage.name(path).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return name.substring(name.lastIndexOf('.') + 1);
      }
      return storage.list(path).stream()
          .filter(each -> !Storage.name(each).startsWith("_"))
          .filter(each -> !Storage.name(each).startsWith("."))
          .findFirst()
          .map(each -> kind(storage, each))
          .orElseThrow(() -> new InputException("%s holds no file to read".formatted(path)));
    }

    @Override
    public long size() {
      return files.stream().mapToLong(storage::size).sum();
    }

    @Override
    public String fingerprint() {
      return files.stream()
          .map(file -> "%s %s".formatted(file, storage.state(file)))
          .collect(Collectors.joining("\n"));
    }

    @Override
    public Bounds parts() {
      return new Bounds(64 << 10, 16 << 20);
    }

    @Override
    public Dataset<Row> table(long part) {
      session.conf().set("spark.sql.files.maxPartitionBytes", part);
      session.conf().set("spark.sql.files.openCostInBytes", Math.max(1, part / 4));
      session.conf().set("spark.sql.files.minPartitionNum", 1);
      return rows;
    }
  }
}
