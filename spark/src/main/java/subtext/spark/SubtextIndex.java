package subtext.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
 * {@code subtext answer}. Each attempt at a shard has a folder of its own, and what is written to
 * it last makes it whole; another run of the same command leaves out those that are.
 */
@Command(
    name = "index",
    description = "Makes an index of a corpus for subtext search and subtext answer.",
    mixinStandardHelpOptions = true)
public final class SubtextIndex implements Callable<Integer> {
  /** Sentences that are encoded at a time. */
  private static final int BATCH = 4096;

  private static final String BEGUN = "_begun.json";

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
   * @param parts of the corpus that were asked for, so that it is cut alike by any cluster
   */
  record Begun(String asked, int parts) {
    static final Begun DEFAULT = new Begun("", 0);
  }

  @Override
  public Integer call() throws IOException {
    try (SparkSession session = Sessions.open("subtext index")) {
      Storage storage = new Storage(session.sparkContext().hadoopConfiguration());
      String folder = storage.qualified(out);
      ModelAddress address = model == null ? null : ModelAddress.find(storage, model);
      String sha256 = address == null ? "" : hash(address);
      Begun begun = begun(storage, folder, asked(storage, sha256), CorpusLines.usualParts(session));
      JavaRDD<Line> lines =
          new CorpusLines(session, storage, begun.parts)
              .of(
                  storage.qualified(corpus),
                  new Columns(column, Columns.NONE),
                  Corpus.MAX_LINE_BYTES);
      String file = Storage.child(folder, BEGUN);
      if (!storage.exists(file)) {
        storage.replace(file, Binder.json(begun));
      }
      Parts parts = new Parts(storage, folder, Parts.in(storage, folder), address);
      long began = System.nanoTime();
      List<Shard> shards =
          lines
              .mapPartitionsWithIndex(
                  (number, own) -> List.of(parts.write(number, own)).iterator(), false)
              .collect();
      finish(storage, folder, sha256, shards);
      System.err.printf(
          "subtext-spark: %,d sentences in %d shards, this run took %.1f seconds%n",
          shards.stream().mapToLong(Shard::sentences).sum(),
          shards.size(),
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

  private String asked(Storage storage, String sha256) {
    String path = storage.qualified(corpus);
    List<String> files = storage.isFolder(path) ? storage.list(path) : List.of(path);
    StringBuilder asked = new StringBuilder(sha256).append('\n').append(column);
    files.forEach(file -> asked.append('\n').append(file).append(' ').append(storage.state(file)));
    return Preparation.sha256(List.of(asked.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** What the index was begun as, or begins as. */
  private Begun begun(Storage storage, String folder, String asked, int parts) {
    String file = Storage.child(folder, BEGUN);
    if (!storage.exists(file)) {
      if (!storage.list(folder).isEmpty()) {
        throw new InputException(
            "%s exists and is not empty; give another folder (--out)".formatted(out));
      }
      return new Begun(asked, parts);
    }
    Begun begun = Binder.bind(Binder.json(file, storage.text(file)), Begun.class);
    if (!begun.asked.equals(asked) || begun.parts < 1) {
      throw new InputException(
          "%s holds an index of other text or another model; give another folder (--out)"
              .formatted(out));
    }
    System.err.println("subtext-spark: going on with what was begun");
    return begun;
  }

  private static void finish(Storage storage, String folder, String sha256, List<Shard> shards) {
    long all = shards.stream().mapToLong(Shard::sentences).sum();
    if (all == 0) {
      throw new InputException("the corpus holds no text to search");
    }
    List<String> names =
        shards.stream().filter(shard -> shard.sentences > 0).map(Shard::name).toList();
    ShardList list = new ShardList(ShardList.VERSION, sha256, all, names);
    storage.replace(Storage.child(folder, ShardList.FILE), list.toJson());
    Set<String> whole = shards.stream().map(Shard::name).collect(Collectors.toSet());
    Parts.in(storage, folder).stream()
        .filter(name -> !whole.contains(name)) // of tasks that were lost
        .forEach(name -> storage.delete(Storage.child(folder, name)));
  }

  /**
   * A shard that is whole.
   *
   * @param name of its folder
   */
  private record Shard(String name, long sentences) implements Serializable {}

  /**
   * What a task does.
   *
   * @param begun names of the folders that were there before, some of them not whole
   * @param model null where sentences are found by their words only
   */
  private record Parts(
      Storage storage, String folder, ArrayList<String> begun, @Nullable ModelAddress model)
      implements Serializable {
    private static final String PREFIX = "shard-";

    /** Says how many sentences there are, and is written when all else is. */
    private static final String COUNT = "sentences";

    /** The names of the folders of shards, whole or not. */
    static ArrayList<String> in(Storage storage, String folder) {
      return storage.list(folder).stream()
          .map(Storage::name)
          .filter(name -> name.startsWith(PREFIX))
          .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Writes a shard, unless a whole one is there. */
    Shard write(int number, Iterator<Line> lines) throws IOException {
      String prefix = PREFIX + String.format(Locale.ROOT, "%05d.", number);
      for (String name : begun) {
        String count = Storage.child(Storage.child(folder, name), COUNT);
        if (name.startsWith(prefix) && storage.exists(count)) {
          return new Shard(name, Long.parseLong(storage.text(count)));
        }
      }
      try (TemporaryFolder local = TemporaryFolder.make(Sessions.scratch(), "subtext-shard-")) {
        long sentences = fill(local.path(), lines);
        String name = prefix + UUID.randomUUID();
        String place = Storage.child(folder, name);
        storage.upload(local.path(), place);
        storage.replace(Storage.child(place, COUNT), Long.toString(sentences));
        return new Shard(name, sentences);
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
