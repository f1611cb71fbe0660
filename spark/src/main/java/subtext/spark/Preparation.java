package subtext.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import subtext.config.Binder;
import subtext.data.Dataset;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.store.Sha256;
import subtext.store.TemporaryFolder;
import subtext.text.Line;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;

/**
 * Makes texts into tokens, by as many tasks as the cluster has: counts tokens, learns the tokeniser
 * from the counts, and writes the splits as token caches, one for each part of the text.
 */
final class Preparation {
  /** Different tokens whose counts are kept, as on one machine. */
  private static final int MOST_TOKENS = 1 << 21;

  private static final String FINISHED = "prepared.json";
  private static final String MARK = "preparing";
  private static final String NO_KEY = "0".repeat(64);

  private final JavaSparkContext context;
  private final Storage storage;
  private final String data;

  /**
   * @param data address of the folder that what is made goes to
   */
  Preparation(JavaSparkContext context, Storage storage, String data) {
    this.context = context;
    this.storage = storage;
    this.data = data;
  }

  /**
   * Prepares the splits; what an earlier call has made of the same text in the folder is left as it
   * is, and anything else that one has made there is deleted.
   *
   * @throws InputException if a line cannot be read, a split is empty, or the folder holds what was
   *     not made by this
   */
  Prepared prepare(TrainingText.Drawn drawn, CorpusLines corpus, TokensConfig tokens) {
    String text = text(drawn, corpus, tokens);
    Optional<Prepared> finished = found(storage, data).filter(it -> it.text().equals(text));
    if (finished.isPresent()) {
      return finished.get();
    }
    clear();
    Map<String, byte[]> tokenizer = tokenizer(drawn.train().lines(corpus), tokens);
    Broadcast<Map<String, byte[]>> known = context.broadcast(tokenizer);
    List<Shard> train = shards("training", "train", drawn.train().lines(corpus), known);
    List<Shard> valid = shards("validation", "valid", drawn.valid().lines(corpus), known);
    TrainingText.Split held = drawn.test();
    List<Shard> test = held == null ? List.of() : shards("test", "test", held.lines(corpus), known);
    Prepared prepared =
        new Prepared(
            text, key(tokenizer, train, valid, test), names(train), names(valid), names(test));
    storage.replace(Storage.child(data, FINISHED), prepared.toJson());
    return prepared;
  }

  /** What has been finished in the folder {@code data}, of whatever text. */
  static Optional<Prepared> found(Storage storage, String data) {
    String file = Storage.child(data, FINISHED);
    return storage.exists(file) ? Optional.of(Prepared.of(storage.text(file))) : Optional.empty();
  }

  /**
   * Hash of what decides which tokens there are: files and their states, splits, kind of tokens.
   */
  private static String text(TrainingText.Drawn drawn, CorpusLines corpus, TokensConfig tokens) {
    StringBuilder text = new StringBuilder(Binder.json(tokens));
    Stream.concat(Stream.of(drawn.train(), drawn.valid()), Stream.ofNullable(drawn.test()))
        .forEach(split -> text.append(split).append(corpus.state(split.path())).append('\n'));
    return sha256(List.of(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Empties the folder, if it is one of ours, and marks it as such. */
  private void clear() {
    String mark = Storage.child(data, MARK);
    if (!storage.list(data).isEmpty() && !storage.exists(mark)) {
      throw new InputException(
          "%s holds other files, and the tokens of a run go there; give another folder (--out)"
              .formatted(Storage.shown(data)));
    }
    storage.delete(data);
    storage.makeFolder(data);
    storage.create(mark);
  }

  /** The files of a tokeniser of the lines, by name; they are in the folder too. */
  private Map<String, byte[]> tokenizer(JavaRDD<Line> lines, TokensConfig config) {
    String settings = Binder.json(config);
    List<Tuple2<String, Long>> counts =
        lines
            .mapPartitionsToPair(
                own -> {
                  Map<String, Long> found =
                      Tokenizers.counts(
                          Binder.bind(Binder.json("tokens", settings), TokensConfig.class),
                          stream(own).map(Line::text));
                  return found.entrySet().stream()
                      .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                      .iterator();
                })
            .reduceByKey(Long::sum)
            .takeOrdered(MOST_TOKENS, new Commonest());
    Map<String, Long> all = new HashMap<>();
    counts.forEach(count -> all.put(count._1(), count._2()));
    Tokenizer tokenizer = Tokenizers.of(config, all);
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (TemporaryFolder folder = TemporaryFolder.make(Sessions.scratch(), "subtext-tokenizer-")) {
      for (Path file : Tokenizers.save(tokenizer, folder.path())) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
        storage.upload(file, Storage.child(data, file.getFileName().toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The commonest first, of equally common ones the first in the order of their characters. */
  private static final class Commonest implements Comparator<Tuple2<String, Long>>, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(Tuple2<String, Long> one, Tuple2<String, Long> other) {
      int byCount = Long.compare(other._2(), one._2());
      return byCount != 0 ? byCount : one._1().compareTo(other._1());
    }
  }

  /**
   * A token cache of a part of a split.
   *
   * @param name within the folder
   * @param sha256 of its contents
   */
  private record Shard(String name, long sentences, String sha256) implements Serializable {}

  private List<Shard> shards(
      String called, String split, JavaRDD<Line> lines, Broadcast<Map<String, byte[]>> tokenizer) {
    String folder = data;
    Storage target = storage;
    target.makeFolder(Storage.child(folder, split));
    List<Shard> shards =
        lines
            .mapPartitionsWithIndex(
                (part, own) ->
                    List.of(shard(target, folder, split, part, own, tokenizer)).iterator(),
                false)
            .collect();
    if (shards.stream().allMatch(shard -> shard.sentences == 0)) {
      throw new InputException(
          "no line falls into the %s split; give more lines, or a file of its own, or a greater data.validShare and data.testShare"
              .formatted(called));
    }
    return shards;
  }

  /** Writes a cache of {@code lines} beside, and gives it its name when it is whole. */
  private static Shard shard(
      Storage storage,
      String data,
      String split,
      int part,
      Iterator<Line> lines,
      Broadcast<Map<String, byte[]>> tokenizer)
      throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.make(Sessions.scratch(), "subtext-shard-")) {
      for (Map.Entry<String, byte[]> file : tokenizer.value().entrySet()) {
        Files.write(folder.path().resolve(file.getKey()), file.getValue());
      }
      Path local = folder.path().resolve("shard.tokens");
      TokenCache cache = TokenCache.write(lines, Tokenizers.load(folder.path()), NO_KEY, local);
      String name = String.format(Locale.ROOT, "%s/part-%05d.tokens", split, part);
      String draft = Storage.child(data, name + ".attempt-" + TaskContext.get().taskAttemptId());
      storage.upload(local, draft);
      storage.settle(draft, Storage.child(data, name));
      return new Shard(name, cache.size(), Sha256.of(local));
    }
  }

  @SafeVarargs
  private static String key(Map<String, byte[]> tokenizer, List<Shard>... splits) {
    List<byte[]> parts = new ArrayList<>(tokenizer.values());
    for (List<Shard> split : splits) {
      split.forEach(shard -> parts.add(shard.sha256.getBytes(StandardCharsets.US_ASCII)));
      parts.add(new byte[] {0});
    }
    return sha256(parts);
  }

  /** SHA-256 of the parts, one behind the other. */
  static String sha256(List<byte[]> parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      parts.forEach(sha::update);
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<String> names(List<Shard> shards) {
    return shards.stream().map(Shard::name).toList();
  }

  private static Stream<Line> stream(Iterator<Line> lines) {
    Iterable<Line> each = () -> lines;
    return StreamSupport.stream(each.spliterator(), false);
  }

  /** The tokeniser, and its files in the local {@code folder}. */
  static Tokenizer fetchTokenizer(Storage storage, String data, Path folder) {
    for (String file : storage.list(data)) {
      if (!storage.isFolder(file)) {
        storage.download(file, folder.resolve(Storage.name(file)));
      }
    }
    return Tokenizers.load(folder);
  }

  /** The splits that are prepared, on this machine, as training needs them. */
  static Dataset fetch(Storage storage, String data, Prepared prepared, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Tokenizer tokenizer = fetchTokenizer(storage, data, folder);
    TokenCache test = joined(storage, data, "test", prepared.test(), prepared, tokenizer, folder);
    return Dataset.of(
        tokenizer,
        Objects.requireNonNull(
            joined(storage, data, "train", prepared.train(), prepared, tokenizer, folder)),
        Objects.requireNonNull(
            joined(storage, data, "valid", prepared.valid(), prepared, tokenizer, folder)),
        test);
  }

  private static @Nullable TokenCache joined(
      Storage storage,
      String data,
      String split,
      List<String> shards,
      Prepared prepared,
      Tokenizer tokenizer,
      Path folder) {
    if (shards.isEmpty()) {
      return null;
    }
    String key = sha256(List.of((prepared.key() + split).getBytes(StandardCharsets.US_ASCII)));
    Path parts = folder.resolve(split);
    try {
      Files.createDirectories(parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TokenCache joined =
        TokenCache.join(
            oneByOne(storage, data, shards, folder),
            tokenizer,
            key,
            folder.resolve(split + ".tokens"));
    LocalCluster.delete(parts);
    return joined;
  }

  /**
   * Files of {@code data} as local ones, of which the disk has to hold one at a time: each is
   * fetched when it is asked for, and deleted when the next is.
   */
  static Iterable<Path> oneByOne(Storage storage, String data, List<String> names, Path folder) {
    return () ->
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < names.size();
          }

          @Override
          public Path next() {
            String name = names.get(next);
            if (next > 0) {
              delete(folder.resolve(names.get(next - 1)));
            }
            next++;
            storage.download(Storage.child(data, name), folder.resolve(name));
            return folder.resolve(name);
          }
        };
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
