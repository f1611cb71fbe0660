package subtext.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import subtext.config.Binder;
import subtext.error.InputException;
import subtext.search.ShardList;
import subtext.search.ShardWriter;
import subtext.search.VectorIndexWriter;
import subtext.store.TemporaryFolder;
import subtext.text.Columns;
import subtext.text.Corpus;
import subtext.text.Line;
import subtext.use.Encode;
import subtext.use.Model;

/**
 * Makes a Lucene index of a corpus, one shard for each part of it, for {@code subtext search} and
 * {@code subtext answer}. A shard is written beside and gets its name when it is whole; another run
 * of the same command leaves out those that are there.
 */
@Command(
    name = "index",
    description = "Makes an index of a corpus for subtext search and subtext answer.",
    mixinStandardHelpOptions = true)
public final class SubtextIndex implements Callable<Integer> {
  /** Sentences that are encoded at a time. */
  private static final int BATCH = 4096;

  private static final String COUNT = "sentences";

  @Parameters(
      paramLabel = "CORPUS",
      description = "A file or folder: .txt, .tsv, .csv, .jsonl (also .gz) or .parquet.")
  private String corpus = "";

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Whose vectors the sentences are found by. Without one, they are found by their words"
              + " only, which subtext answer does.")
  private @Nullable String model;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder for the index, on any file system.")
  private String out = "";

  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      description = "Number from 1 or name of the column of texts. Default: the only sensible one.")
  private String column = Columns.AUTO;

  private SubtextIndex() {}

  public static void main(String[] words) {
    int status = commandLine().execute(words);
    if (status != 0) {
      System.exit(status);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new SubtextIndex())
        .setExecutionExceptionHandler((e, line, parsed) -> Failures.report(e, line.getErr()));
  }

  /**
   * What an index was begun as.
   *
   * @param asked what tells it from all others
   * @param shards how many
   */
  record Begun(String asked, int shards) {
    static final Begun DEFAULT = new Begun("", 0);
  }

  @Override
  public Integer call() throws IOException {
    try (SparkSession session = Sessions.open("subtext index")) {
      Storage storage = new Storage(session.sparkContext().hadoopConfiguration());
      String folder = storage.qualified(out);
      ModelAddress address = model == null ? null : ModelAddress.find(storage, model);
      String sha256 = address == null ? "" : hash(address);
      JavaRDD<Line> lines =
          new CorpusLines(session, storage)
              .of(
                  storage.qualified(corpus),
                  new Columns(column, Columns.NONE),
                  Corpus.MAX_LINE_BYTES);
      begin(storage, folder, sha256, lines.getNumPartitions());
      Part part = new Part(storage, folder, address);
      long began = System.nanoTime();
      List<Long> counts =
          lines
              .mapPartitionsWithIndex(
                  (number, own) -> List.of(part.write(number, own)).iterator(), false)
              .collect();
      finish(storage, folder, sha256, counts);
      System.err.printf(
          "subtext-spark: %,d sentences in %d shards, this run took %.1f seconds%n",
          counts.stream().mapToLong(count -> count).sum(),
          counts.size(),
          (System.nanoTime() - began) * 1e-9);
      System.out.println(Storage.shown(folder));
      return 0;
    }
  }

  /** That of the model, which is refused if it has no vectors. */
  private static String hash(ModelAddress address) {
    try (SharedModels.Lease lease = SharedModels.lease(address)) {
      Model loaded = lease.model();
      int latent = loaded.vae("index").latent();
      if (latent > VectorIndexWriter.MAX_DIMENSIONS) {
        throw new InputException(
            "index: the vectors of the model %s have %d dimensions, and an index holds %d at most"
                .formatted(loaded.spec().name(), latent, VectorIndexWriter.MAX_DIMENSIONS));
      }
      return loaded.sha256();
    }
  }

  private void begin(Storage storage, String folder, String sha256, int shards) {
    String path = storage.qualified(corpus);
    List<String> files = storage.isFolder(path) ? storage.list(path) : List.of(path);
    StringBuilder asked = new StringBuilder(sha256).append('\n').append(column);
    files.forEach(file -> asked.append('\n').append(file).append(' ').append(storage.state(file)));
    String all = Preparation.sha256(List.of(asked.toString().getBytes(StandardCharsets.UTF_8)));
    String file = Storage.child(folder, "_begun.json");
    if (!storage.exists(file)) {
      if (!storage.list(folder).isEmpty()) {
        throw new InputException(
            "%s exists and is not empty; give another folder (--out)".formatted(out));
      }
      storage.replace(file, Binder.json(new Begun(all, shards)));
      return;
    }
    Begun begun = Binder.bind(Binder.json(file, storage.text(file)), Begun.class);
    if (!begun.asked.equals(all) || begun.shards != shards) {
      throw new InputException(
          "%s holds an index of other text or another model, or one that a cluster of another size has begun; give another folder (--out)"
              .formatted(out));
    }
    System.err.println("subtext-spark: going on with what was begun");
  }

  private static void finish(Storage storage, String folder, String sha256, List<Long> counts) {
    List<String> shards = new ArrayList<>();
    for (int number = 0; number < counts.size(); number++) {
      if (counts.get(number) > 0) {
        shards.add(Part.name(number));
      }
    }
    long all = counts.stream().mapToLong(count -> count).sum();
    if (all == 0) {
      throw new InputException("the corpus holds no text to search");
    }
    ShardList list = new ShardList(ShardList.VERSION, sha256, all, shards);
    String file = Storage.child(folder, ShardList.FILE);
    storage.replace(file, list.toJson());
    storage.list(folder).stream()
        .filter(each -> Storage.name(each).contains(Part.ATTEMPT)) // of tasks that were lost
        .forEach(storage::delete);
  }

  /**
   * What a task does.
   *
   * @param model null where sentences are found by their words only
   */
  private record Part(Storage storage, String folder, @Nullable ModelAddress model)
      implements Serializable {
    static final String ATTEMPT = ".attempt-";

    static String name(int number) {
      return "shard-%05d".formatted(number);
    }

    /** Writes a shard, unless it is there, and gives the number of its sentences. */
    Long write(int number, Iterator<Line> lines) throws IOException {
      String place = Storage.child(folder, name(number));
      String count = Storage.child(place, COUNT);
      if (storage.exists(count)) {
        return Long.valueOf(storage.text(count));
      }
      try (TemporaryFolder local = TemporaryFolder.make(Sessions.scratch(), "subtext-shard-")) {
        long sentences = fill(local.path(), lines);
        Files.writeString(local.path().resolve(COUNT), Long.toString(sentences));
        String draft = place + ATTEMPT + TaskContext.get().taskAttemptId();
        storage.delete(draft);
        storage.upload(local.path(), draft);
        storage.settle(draft, place);
        return sentences;
      }
    }

    private long fill(Path local, Iterator<Line> lines) throws IOException {
      ModelAddress address = model;
      try (ShardWriter writer = new ShardWriter(local);
          SharedModels.@Nullable Lease lease =
              address == null ? null : SharedModels.lease(address)) {
        Encode encode = lease == null ? null : new Encode(lease.model());
        long sentences = 0;
        while (lines.hasNext()) {
          List<Line> batch = new ArrayList<>(BATCH);
          while (batch.size() < BATCH && lines.hasNext()) {
            batch.add(lines.next());
          }
          add(writer, batch, encode);
          sentences += batch.size();
        }
        writer.commit();
        return sentences;
      }
    }

    private static void add(ShardWriter writer, List<Line> batch, @Nullable Encode encode)
        throws IOException {
      List<Encode.Encoding> encodings =
          encode == null ? List.of() : encode.encode(batch.stream().map(Line::text).toList());
      for (int n = 0; n < batch.size(); n++) {
        Line line = Objects.requireNonNull(batch.get(n));
        writer.add(line.number(), line.text(), encode == null ? null : encodings.get(n).mean());
      }
    }
  }
}
