package subtext.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import subtext.error.InputException;

/**
 * A verb over a column of a table: adds a column with what a model makes of each row. Stages of a
 * pipeline of Spark ML, with params, to be saved and loaded with it.
 *
 * <p>Each row is a request of its own: its result is that of the library for this text alone, in
 * whatever part of the table it lies. Rows without a text have no result (null). Every executor
 * loads the model once, from any file system that Hadoop reads.
 */
public abstract class SubtextTransformer extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1;

  /** Sentences that are sorted by length together, as on the command line. */
  private static final int BATCH = 4096;

  private final String uid;
  private final Param<String> model;
  private final Param<String> inputCol;
  private final Param<String> outputCol;
  private final IntParam batchSize;

  /**
   * @param uid of the stage within its pipeline
   * @param output name of the column that is made, where nobody gives another
   */
  @SuppressWarnings("this-escape") // Spark's params are made for their owner
  SubtextTransformer(String uid, String output) {
    this.uid = uid; // which params ask for
    model = new Param<>(this, "model", "folder of a model or a run, on any file system");
    inputCol = new Param<>(this, "inputCol", "column that is read");
    outputCol = new Param<>(this, "outputCol", "column that is made");
    batchSize =
        new IntParam(
            this,
            "batchSize",
            "rows that are read before the model is asked",
            ParamValidators.gt(0));
    setDefault(inputCol, "text");
    setDefault(outputCol, output);
    setDefault(batchSize, BATCH);
  }

  /** The verb by its params. */
  abstract Answering answering();

  @Override
  public String uid() {
    return uid;
  }

  public Param<String> model() {
    return model;
  }

  public Param<String> inputCol() {
    return inputCol;
  }

  public Param<String> outputCol() {
    return outputCol;
  }

  public IntParam batchSize() {
    return batchSize;
  }

  /** Names the folder of a model or a run. */
  public SubtextTransformer setModel(String folder) {
    set(model, folder);
    return this;
  }

  /** Names the column that is read; {@code text} if nothing else is said. */
  public SubtextTransformer setInputCol(String column) {
    set(inputCol, column);
    return this;
  }

  /** Names the column that is made. */
  public SubtextTransformer setOutputCol(String column) {
    set(outputCol, column);
    return this;
  }

  /** Says how many rows are read before the model is asked; memory grows with them. */
  public SubtextTransformer setBatchSize(int rows) {
    set(batchSize, rows);
    return this;
  }

  /**
   * The columns, and the one that is made behind them.
   *
   * @throws InputException if the column that is read is missing or of another type, or the one
   *     that is made is there already
   */
  @Override
  public StructType transformSchema(StructType schema) {
    String input = getOrDefault(inputCol);
    String output = getOrDefault(outputCol);
    List<String> names = Arrays.asList(schema.fieldNames());
    if (!names.contains(input)) {
      throw new InputException(
          "no column is named %s; the table has %s".formatted(input, String.join(", ", names)));
    }
    // Whatever their case: unless it is told otherwise, Spark takes both for one.
    if (names.stream().anyMatch(output::equalsIgnoreCase)) {
      throw new InputException(
          "the table has a column %s already; give the one that is made another name"
              .formatted(output));
    }
    DataType type = schema.apply(input).dataType();
    boolean number = type.equals(DataTypes.LongType) || type.equals(DataTypes.IntegerType);
    if (answering().ofNumbers() ? !number : !type.equals(DataTypes.StringType)) {
      throw new InputException(
          "the column %s is of type %s, and %s are read"
              .formatted(
                  input,
                  type.simpleString(),
                  answering().ofNumbers() ? "whole numbers" : "texts (string)"));
    }
    return schema.add(new StructField(output, answering().type(), true, noMetadata()));
  }

  private static org.apache.spark.sql.types.Metadata noMetadata() {
    return org.apache.spark.sql.types.Metadata.empty();
  }

  /**
   * The table with one column more, made when it is asked for.
   *
   * @throws InputException if there is no model, or as {@link #transformSchema} says
   */
  @Override
  public Dataset<Row> transform(Dataset<?> table) {
    StructType schema = transformSchema(table.schema());
    AnsweredRows rows = answered(table.sparkSession(), table.schema());
    return table
        .toDF()
        .mapPartitions((MapPartitionsFunction<Row, Row>) rows::of, Encoders.row(schema));
  }

  /** The verb over rows of {@code schema}. */
  AnsweredRows answered(SparkSession session, StructType schema) {
    if (!isSet(model)) {
      throw new InputException("which model? Name its folder with setModel");
    }
    Storage storage = new Storage(session.sparkContext().hadoopConfiguration());
    return new AnsweredRows(
        ModelAddress.find(storage, getOrDefault(model)),
        answering(),
        schema.fieldIndex(getOrDefault(inputCol)),
        (Integer) getOrDefault(batchSize));
  }

  @Override
  public Transformer copy(ParamMap extra) {
    return defaultCopy(extra);
  }
}
