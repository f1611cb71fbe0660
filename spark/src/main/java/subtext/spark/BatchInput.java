package subtext.spark;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
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
     * the names, JSON lines or Parquet, by their ending; also packed. Names without an ending are
     * those of plain lines.
     *
     * @param column that will be read: a number from 1 where a CSV has no row of names
     * @throws InputException if there is none, or of no known ending, or of several kinds, or a
     *     line of JSON is no object
     */
    static Files of(SparkSession session, Storage storage, String path, String column) {
      boolean named = !column.matches("_c[0-9]+");
      TableFiles reader = new TableFiles(session, Storage.literal(storage.qualified(path)));
      Dataset<Row> rows = reader.read(kind(storage, path), named);
      List<String> files =
          Arrays.stream(rows.inputFiles()).map(TableFiles::decoded).sorted().toList();
      return new Files(session, storage, rows, files);
    }

    /** The kind of all files that Spark reads of {@code path}. */
    private static TableFiles.Kind kind(Storage storage, String path) {
      List<String> files =
          storage.files(path, folder -> folder.contains("=")); // a value of a column
      String first = files.getFirst();
      TableFiles.Kind kind = TableFiles.Kind.of(first);
      for (String file : files) {
        if (TableFiles.Kind.of(file) != kind) {
          throw new InputException(
              "%s and %s are files of different kinds; give a folder with those of one kind"
                  .formatted(Storage.shown(first), Storage.shown(file)));
        }
      }
      return kind;
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
