package subtext.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.is_valid_utf8;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.rtrim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import subtext.error.InputException;

/**
 * Reads files by Spark, and refuses what it would make something else of: lines that are not UTF-8,
 * and lines of JSON that are no objects.
 *
 * @param path of a file or folder, as Spark's readers want it
 */
record TableFiles(SparkSession session, String path) {
  private static final String BAD = "_subtext_bad";

  /** Letters of a bad line that are shown. */
  private static final int SHOWN = 80;

  /** What a file holds, by its name. */
  enum Kind {
    LINES,
    COMMAS,
    TABS,
    JSON,
    ORC,
    PARQUET;

    /**
     * The kind of {@code file}.
     *
     * @throws InputException if its ending is not known
     */
    static Kind of(String file) {
      String name = Storage.name(file).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
      int dot = name.lastIndexOf('.');
      String ending = dot < 0 ? "txt" : name.substring(dot + 1);
      return switch (ending) {
        case "txt" -> LINES;
        case "csv" -> COMMAS;
        case "tsv" -> TABS;
        case "jsonl", "ndjson", "json" -> JSON;
        case "orc" -> ORC;
        case "parquet" -> PARQUET;
        default ->
            throw new InputException(
                "%s: files end with .txt, .tsv, .csv, .jsonl, .json, .orc or .parquet (the first four also with .gz), not with .%s"
                    .formatted(Storage.shown(file), ending));
      };
    }
  }

  /** How CSV is read, and written; {@code named} by a first row with the names of the columns. */
  static Map<String, String> csv(boolean named) {
    return Map.of(
        "header", Boolean.toString(named),
        "escape", "\"",
        "ignoreLeadingWhiteSpace", "false",
        "ignoreTrailingWhiteSpace", "false");
  }

  /** The table that the files are. */
  Dataset<Row> read(Kind kind, boolean named) {
    DataFrameReader reader = session.read();
    return switch (kind) {
      case LINES -> lines();
      case COMMAS -> columns(reader.options(csv(named)).option("multiLine", true));
      case TABS -> columns(reader.options(csv(named)).option("sep", "\t").option("quote", ""));
      case JSON -> json();
      case ORC -> reader.orc(path);
      case PARQUET -> reader.parquet(path);
    };
  }

  /** Lines end with LF or CRLF; CR alone ends none. */
  private Dataset<Row> lines() {
    UDF2<String, byte[], String> fault =
        (file, line) -> {
          throw bad(file, "not UTF-8", new String(line, UTF_8));
        };
    Column line = col("value");
    Column refused = udf(fault, DataTypes.StringType).apply(input_file_name(), line.cast("binary"));
    return unchecked()
        .select(when(is_valid_utf8(line), rtrim(line, "\r")).otherwise(refused).as("text"));
  }

  /** Spark would put U+FFFD wherever a field is not UTF-8; a pass over the lines finds it first. */
  private Dataset<Row> columns(DataFrameReader reader) {
    Column line = col("value");
    List<Row> first =
        unchecked()
            .filter(not(is_valid_utf8(line)))
            .select(input_file_name(), line.cast("binary"))
            .takeAsList(1);
    for (Row row : first) {
      throw bad(row.getString(0), "not UTF-8", new String(row.<byte[]>getAs(1), UTF_8));
    }
    return reader.csv(path);
  }

  /** The lines as they are, in the column {@code value}. */
  private Dataset<Row> unchecked() {
    return session.read().option("lineSep", "\n").text(path);
  }

  /** Spark looks at all lines for the columns, and makes one of its own where one is malformed. */
  private Dataset<Row> json() {
    DataFrameReader reader =
        session.read().option("lineSep", "\n").option("columnNameOfCorruptRecord", BAD);
    Dataset<Row> rows = reader.json(path);
    if (!Arrays.asList(rows.columns()).contains(BAD)) {
      return rows;
    }
    StructType columns = new StructType().add("_subtext_other", "string").add(BAD, "string");
    Row first =
        reader
            .schema(columns) // of which Spark wants to read two
            .json(path)
            .select(col("_subtext_other"), col(BAD), input_file_name())
            .filter(col(BAD).isNotNull())
            .first();
    throw bad(first.getString(2), "no JSON object, one a line,", first.getString(1));
  }

  private static InputException bad(String file, String what, String line) {
    String begin = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    return new InputException(
        "%s: there is a line that is %s: %s".formatted(Storage.shown(decoded(file)), what, begin));
  }

  /** An address as Spark gives it, as others take it. */
  static String decoded(String file) {
    return new Path(URI.create(file)).toString();
  }
}
