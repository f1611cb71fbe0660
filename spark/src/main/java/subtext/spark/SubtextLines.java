package subtext.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import subtext.config.Allowed;
import subtext.error.InputException;
import subtext.search.Shards;
import subtext.tensor.Noise;
import subtext.text.Tokenizer;
import subtext.use.Model;

/**
 * Writes lines to measure with: 4 to 12 words of a model's vocabulary, common ones most often.
 * Which words are in a line is a function of its number, so that results can be checked later
 * against the lines that were to be read.
 */
@Command(
    name = "lines",
    description = "Writes lines of words to measure with, or checks results of such.",
    mixinStandardHelpOptions = true)
public final class SubtextLines implements Callable<Integer> {
  private static final int LEAST = 4;
  private static final int MOST = 12;
  private static final long LINES_A_PART = 500_000;
  private static final String TEXT = "text";
  private static final String VECTOR = "vector";

  @Parameters(index = "0", paramLabel = "MODEL", description = "Whose words they are.")
  private String model = "";

  @Parameters(index = "1", paramLabel = "COUNT", description = "How many lines.")
  private long lines;

  @Option(names = "--out", paramLabel = "FOLDER", description = "Where text files are to be.")
  private @Nullable String out;

  @Option(
      names = "--check",
      paramLabel = "FOLDER",
      description =
          "What encode has made of the lines, or the index of a folder on this machine: it must"
              + " have each of them once, and no other.")
  private @Nullable String check;

  @Option(names = "--with", paramLabel = "LINE", description = "One more that must be there.")
  private @Nullable String planted;

  private SubtextLines() {}

  public static void main(String[] words) {
    int status = commandLine().execute(words);
    if (status != 0) {
      System.exit(status);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new SubtextLines())
        .setExecutionExceptionHandler((e, line, parsed) -> Failures.report(e, line.getErr()));
  }

  @Override
  public Integer call() throws IOException {
    Allowed.atLeast("COUNT", lines, 1);
    try (SparkSession session = Sessions.open("subtext lines")) {
      Storage storage = new Storage(session.sparkContext().hadoopConfiguration());
      Dataset<Row> all = lines(session, words(ModelAddress.find(storage, model)));
      if (out != null) {
        all.write().text(storage.qualified(out));
        System.out.println(out);
      }
      if (check != null) {
        requireSame(
            planted == null ? all : all.union(one(session, planted)),
            found(session, storage, check));
        System.out.printf("%s has each of the %,d lines once%n", check, lines);
      }
      return 0;
    }
  }

  /** The tokens that are words, in the order of the vocabulary. */
  private static List<String> words(ModelAddress address) {
    try (SharedModels.Lease lease = SharedModels.lease(address)) {
      Model loaded = lease.model();
      Tokenizer tokenizer = loaded.tokenizer();
      return IntStream.range(0, tokenizer.size())
          .mapToObj(id -> tokenizer.decode(new int[] {id}).strip())
          .filter(word -> word.length() > 1 && word.chars().allMatch(Character::isLetter))
          .distinct()
          .toList();
    }
  }

  private Dataset<Row> lines(SparkSession session, List<String> words) {
    int parts = Math.toIntExact(1 + (lines - 1) / LINES_A_PART);
    MapPartitionsFunction<Long, String> written =
        numbers -> StreamSupport.stream(each(numbers), false).map(n -> line(n, words)).iterator();
    return session.range(0, lines, 1, parts).mapPartitions(written, Encoders.STRING()).toDF(TEXT);
  }

  private static Spliterator<Long> each(Iterator<Long> numbers) {
    Iterable<Long> all = () -> numbers;
    return all.spliterator();
  }

  /** The words of a line; the rank of a word is drawn so that its logarithm is uniform. */
  private static String line(long number, List<String> words) {
    long key = Noise.mix(number);
    int length = LEAST + (int) Long.remainderUnsigned(key, MOST - LEAST + 1);
    List<String> drawn = new ArrayList<>();
    for (int place = 1; place <= length; place++) {
      double uniform = (Noise.mix(key + place) >>> 11) * 0x1.0p-53;
      drawn.add(words.get((int) Math.pow(words.size(), uniform) - 1));
    }
    return String.join(" ", drawn);
  }

  private static Dataset<Row> one(SparkSession session, String line) {
    return session.createDataset(List.of(line), Encoders.STRING()).toDF(TEXT);
  }

  /** The texts that {@code check} holds, those of an index or those that have vectors. */
  private static Dataset<Row> found(SparkSession session, Storage storage, String check)
      throws IOException {
    if (!Shards.areIn(Path.of(check))) {
      return session.read().parquet(storage.qualified(check)).where(col(VECTOR).isNotNull());
    }
    FlatMapFunction<String, String> texts = shard -> texts(check, shard).iterator();
    List<String> names = Shards.names(Path.of(check));
    return session
        .createDataset(names, Encoders.STRING())
        .repartition(names.size())
        .flatMap(texts, Encoders.STRING())
        .toDF(TEXT);
  }

  private static Stream<String> texts(String folder, String shard) throws IOException {
    Shards open = Shards.open(Path.of(folder), shard);
    TaskCompletionListener end = task -> close(open);
    TaskContext.get().addTaskCompletionListener(end);
    return open.texts();
  }

  private static void close(Shards open) {
    try {
      open.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireSame(Dataset<Row> expected, Dataset<Row> found) {
    Row wanted = sums(expected);
    Row there = sums(found);
    if (!wanted.equals(there)) {
      throw new InputException(
          "the lines are not those that were to be read: %s are their number and the sum of their hashes, and not %s"
              .formatted(there, wanted));
    }
  }

  /** How many rows there are, and the sum of the hashes of their texts. */
  private static Row sums(Dataset<Row> rows) {
    return rows.select(
            count(lit(1)), sum(xxhash64(col(TEXT)).cast("decimal(20,0)")).cast("decimal(38,0)"))
        .first();
  }
}
