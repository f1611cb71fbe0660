package subtext.spark;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.spark.Partition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import scala.Function1;
import scala.reflect.ClassTag$;
import subtext.config.Binder;
import subtext.error.InputException;
import subtext.error.TrainingException;

/**
 * A verb over a table of any size, into files of a folder: group by group of the table's parts. A
 * group is written beside, and its files are moved to their places when it is whole; another run of
 * the same job leaves out the groups that are there. So every row has its result once, whichever
 * executor or driver dies when.
 */
final class BatchJob {
  /** Groups at a time: the tasks of the second have the cores that the first has no more for. */
  private static final int AT_ONCE = 2;

  /** Parts for each core, at least, where the table is large enough. */
  private static final long PARTS_A_CORE = 4;

  private static final String SUCCESS = "_SUCCESS";
  private static final String LINES = "_lines";

  private final SparkSession session;
  private final Storage storage;
  private final Target target;
  private final Consumer<String> log;

  /**
   * Where results go.
   *
   * @param folder its address
   * @param format of its files, a name that Spark knows
   */
  record Target(String folder, String format) {
    String at(String name) {
      return Storage.child(folder, name);
    }

    /** What is not of the results. */
    String own(String name) {
      return at(Storage.child("_subtext", name));
    }
  }

  BatchJob(SparkSession session, Storage storage, Target target, Consumer<String> log) {
    this.session = session;
    this.storage = storage;
    this.target = target;
    this.log = log;
  }

  /**
   * What a job was begun as.
   *
   * @param asked what tells it from all others
   * @param part size of the table's parts
   * @param group how many parts are finished together
   */
  record Plan(String asked, long part, int group) {
    static final Plan DEFAULT = new Plan("", 1, 1);
  }

  /**
   * Runs the job, or the rest of it.
   *
   * @return rows of the whole table
   * @throws InputException if the folder holds anything else than results of the same job
   */
  long run(SubtextTransformer verb, BatchInput input) {
    Plan plan = plan(verb, input);
    Dataset<Row> table = input.table(plan.part);
    StructType schema = verb.transformSchema(table.schema());
    requireWritable(schema);
    AnsweredRows rows = verb.answered(session, table.schema());
    Work work = new Work(table.javaRDD(), rows, schema, plan.group);
    requireSameParts(work.table);
    int parts = Math.max(1, work.table.getNumPartitions()); // without rows, there are the columns
    int groups = (parts + plan.group - 1) / plan.group;
    long began = System.nanoTime();
    Progress progress = new Progress(groups, began);
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int group = 0; group < groups; group++) {
        int number = group;
        all.add(pool.submit(() -> finish(work, number, progress)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      session.sparkContext().cancelAllJobs();
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
    storage.write(target.at(SUCCESS), "");
    storage.delete(target.own("work"));
    return progress.all;
  }

  /** What a task has thrown, or else what Spark says. */
  private static RuntimeException failure(ExecutionException thrown) {
    Throwable known = Failures.known(thrown);
    if (known instanceof RuntimeException ours) {
      return ours;
    }
    return new TrainingException(
        "the job has failed, and the same command goes on with it: " + thrown.getMessage(), thrown);
  }

  /** The parts of the table, and what is made of their rows. */
  private record Work(JavaRDD<Row> table, AnsweredRows rows, StructType schema, int group) {}

  /** What is done. */
  private final class Progress {
    private final int groups;
    private final long began;
    private int finished;
    private long all;
    private long own;

    Progress(int groups, long began) {
      this.groups = groups;
      this.began = began;
    }

    synchronized void add(long rows, boolean now) {
      finished++;
      all += rows;
      own += now ? rows : 0;
      double seconds = (System.nanoTime() - began) * 1e-9;
      if (now) {
        log.accept(
            "%d of %d parts, %,d rows, %,.0f a second"
                .formatted(finished, groups, all, own / seconds));
      }
    }
  }

  private Plan plan(SubtextTransformer verb, BatchInput input) {
    String asked = asked(verb, input);
    String file = target.own("job.json");
    if (storage.exists(file)) {
      Plan begun = Binder.bind(Binder.json(file, storage.text(file)), Plan.class);
      if (!begun.asked.equals(asked)) {
        throw new InputException(
            "%s holds results of another model, of other settings or of files that have changed since; give another folder (--out)"
                .formatted(Storage.shown(target.folder)));
      }
      log.accept(
          storage.exists(target.at(SUCCESS))
              ? "all was finished already"
              : "going on with what was begun");
      return begun;
    }
    if (!storage.list(target.folder).isEmpty()) {
      throw new InputException(
          "%s exists and is not empty; give another folder (--out)"
              .formatted(Storage.shown(target.folder)));
    }
    int cores = session.sparkContext().defaultParallelism();
    BatchInput.Bounds bounds = input.parts();
    long part =
        Math.clamp(input.size() / (PARTS_A_CORE * cores), bounds.smallest(), bounds.largest());
    Plan plan = new Plan(asked, part, cores);
    storage.replace(file, Binder.json(plan));
    return plan;
  }

  /** Parts that are finished are known by their numbers, which must mean the same again. */
  private void requireSameParts(JavaRDD<Row> table) {
    StringBuilder parts = new StringBuilder();
    for (Partition part : table.partitions()) {
      parts.append(part.index());
      if (part instanceof FilePartition files) {
        for (PartitionedFile file : files.files()) {
          parts.append(' ').append(file);
        }
      }
      parts.append('\n');
    }
    String found = Preparation.sha256(List.of(parts.toString().getBytes(StandardCharsets.UTF_8)));
    String file = target.own("parts");
    if (!storage.exists(file)) {
      storage.replace(file, found);
    } else if (!storage.text(file).equals(found)) {
      throw new InputException(
          "%s was begun with the files in other parts; give another folder (--out)"
              .formatted(Storage.shown(target.folder)));
    }
  }

  private String asked(SubtextTransformer verb, BatchInput input) {
    StringBuilder asked = new StringBuilder(verb.getClass().getName());
    Storage all = storage;
    asked.append(ModelAddress.find(all, verb.getOrDefault(verb.model())).manifest());
    for (var param : verb.params()) {
      if (!param.equals(verb.model())) {
        asked.append('\n').append(param.name()).append(' ').append(verb.getOrDefault(param));
      }
    }
    asked.append('\n').append(target.format).append('\n').append(input.fingerprint());
    return Preparation.sha256(List.of(asked.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void requireWritable(StructType schema) {
    for (StructField field : schema.fields()) {
      String type = field.dataType().typeName();
      boolean nested = List.of("struct", "array", "map").contains(type) || isVector(field);
      if (target.format.equals("csv") && nested) {
        throw new InputException(
            "the column %s is no single value, which CSV cannot hold; give another --format"
                .formatted(field.name()));
      }
    }
  }

  private static boolean isVector(StructField field) {
    return field.dataType().equals(SQLDataTypes.VectorType());
  }

  /** Sees to it that the results of a group are in their place. */
  private void finish(Work work, int group, Progress progress) {
    String name = String.format(Locale.ROOT, "%05d", group);
    String done = target.own(Storage.child("done", name));
    if (storage.exists(done)) {
      progress.add(Long.parseLong(storage.text(done)), false);
      return;
    }
    String folder = target.own(Storage.child("work", name));
    String lines = Storage.child(folder, LINES);
    if (!storage.exists(lines)) {
      storage.replace(lines, Long.toString(write(work, group, folder)));
    }
    for (String file : storage.list(folder)) {
      String own = Storage.name(file);
      if (own.startsWith("part-")) {
        String place = target.at("part-" + name + own.substring("part".length()));
        storage.delete(place); // of a run that ended between the two names
        storage.rename(file, place);
      }
    }
    long rows = Long.parseLong(storage.text(lines));
    storage.makeFolder(target.own("done"));
    storage.rename(lines, done);
    storage.delete(folder);
    progress.add(rows, true);
  }

  /** Writes the results of a group to a folder, and gives their number. */
  private long write(Work work, int group, String folder) {
    LongAccumulator rows = session.sparkContext().longAccumulator();
    AnsweredRows answered = work.rows;
    JavaRDD<Row> parts = parts(work.table, group * work.group, (group + 1) * work.group);
    JavaRDD<Row> results =
        parts.mapPartitions(
            own ->
                answered.of(
                    new Counted(own, rows))); // a task's count is added when it has succeeded
    Dataset<Row> table = session.createDataFrame(results, work.schema);
    if (!target.format.equals("parquet")) {
      for (StructField field : work.schema.fields()) {
        table =
            isVector(field)
                ? table.withColumn(
                    field.name(), functions.vector_to_array(table.col(field.name()), "float32"))
                : table;
      }
    }
    table
        .write()
        .mode(SaveMode.Overwrite)
        .options(target.format.equals("csv") ? TableFiles.csv(true) : Map.of())
        .format(target.format)
        .save(folder);
    return rows.value();
  }

  private static JavaRDD<Row> parts(JavaRDD<Row> table, int from, int to) {
    Function1<Object, Object> within =
        (Function1<Object, Object> & Serializable)
            part -> (Integer) part >= from && (Integer) part < to;
    RDD<Row> pruned = PartitionPruningRDD.create(table.rdd(), within);
    return JavaRDD.fromRDD(pruned, ClassTag$.MODULE$.apply(Row.class));
  }

  /** Rows that are counted when they are read. */
  private record Counted(Iterator<Row> rows, LongAccumulator count) implements Iterator<Row> {
    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Row next() {
      count.add(1);
      return rows.next();
    }
  }
}
