package subtext.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import subtext.error.CorruptFileException;
import subtext.error.TrainingException;
import subtext.error.VersionException;
import subtext.text.Line;
import subtext.text.Tokenizer;

/**
 * The sentences of a split as token ids, in a memory-mapped file: the heap holds label names and
 * one number for each length, whatever the size of the corpus. Immutable, may be shared among
 * threads. {@link CacheHeader} describes the file.
 */
public final class TokenCache {
  private static final Logger LOG = LoggerFactory.getLogger(TokenCache.class);

  private final CacheHeader header;
  private final MappedFile mapped;
  private final long[] starts;
  private final List<String> firstSeen;
  private final List<String> labels;
  private final int[] labelIds;
  private final @Nullable FeatureCache features;
  private final @Nullable Pairs pairs;
  private final long @Nullable [] told;

  private TokenCache(
      CacheHeader header,
      MappedFile mapped,
      long[] starts,
      List<String> firstSeen,
      List<String> labels,
      @Nullable FeatureCache features,
      @Nullable Pairs pairs,
      long @Nullable [] told) {
    this.header = header;
    this.mapped = mapped;
    this.starts = starts;
    this.firstSeen = firstSeen;
    this.labels = labels;
    this.features = features;
    this.pairs = pairs;
    this.told = told;
    Map<String, Integer> ids = new HashMap<>();
    labels.forEach(name -> ids.put(name, ids.size()));
    this.labelIds = firstSeen.stream().mapToInt(name -> ids.getOrDefault(name, -1)).toArray();
  }

  /**
   * The cache of {@code portion} in {@code folder}; made if there is none of this text, this
   * tokeniser and these settings. Sentences longer than the tokeniser's {@code maxLength} are cut.
   * Where the portion has sources, so has the cache. With the tokeniser of no text the portion is
   * one of images, whose pixels are features.
   *
   * @throws subtext.error.InputException if a line cannot be read
   * @throws CorruptFileException if images cannot be read
   * @throws TrainingException if the cache cannot be written
   */
  public static TokenCache of(Portion portion, Tokenizer tokenizer, Path folder) {
    return of(List.of(portion), tokenizer, folder);
  }

  /** As {@link #of(Portion, Tokenizer, Path)}, of several portions, one behind the other. */
  static TokenCache of(List<Portion> portions, Tokenizer tokenizer, Path folder) {
    if (tokenizer.isOfNoText()) {
      return ImageCache.of(portions.getFirst(), tokenizer, folder);
    }
    TokenCache texts = made(portions, tokenizer, folder);
    return portions.getFirst().hasSources()
        ? texts.withSources(
            made(portions.stream().map(Portion::turn).toList(), tokenizer, folder), portions)
        : texts;
  }

  /**
   * Writes the cache of some lines of a corpus to {@code file}.
   *
   * @param key that tells its contents from all others, 64 hexadecimal digits
   * @throws TrainingException if it cannot be written
   */
  public static TokenCache write(Iterator<Line> lines, Tokenizer tokenizer, String key, Path file) {
    return written(
        file,
        tokenizer,
        key,
        writer -> {
          while (lines.hasNext()) {
            writer.add(lines.next());
          }
        });
  }

  /**
   * The cache in {@code file} of the sentences of all {@code parts}, one behind the other: what one
   * of the whole corpus would be. Found again if it is there already.
   *
   * @param parts each is needed until the next is asked for
   * @param key that tells its contents from all others, 64 hexadecimal digits
   * @throws TrainingException if it cannot be written
   */
  public static TokenCache join(Iterable<Path> parts, Tokenizer tokenizer, String key, Path file) {
    return find(file, key)
        .orElseGet(
            () ->
                written(
                    file,
                    tokenizer,
                    key,
                    writer -> {
                      for (Path part : parts) {
                        writer.add(open(part));
                      }
                    }));
  }

  /** Fills a cache. */
  private interface Filling {
    void into(TokenCacheWriter writer) throws IOException;
  }

  private static TokenCache written(Path file, Tokenizer tokenizer, String key, Filling filling) {
    try {
      Drafts.makeRoom(file);
      try (TokenCacheWriter writer = new TokenCacheWriter(file, tokenizer)) {
        filling.into(writer);
        writer.finish(key);
      }
      return open(file);
    } catch (IOException e) {
      throw new TrainingException(
          "%s cannot be written (%s); free some space, or choose another folder"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static TokenCache made(List<Portion> portions, Tokenizer tokenizer, Path folder) {
    String key = Fingerprint.of(portions, tokenizer);
    String source = portions.getFirst().file().getFileName().toString();
    Path file = folder.resolve(source + "-" + key.substring(0, 16) + ".tokens");
    return find(file, key)
        .orElseGet(
            () ->
                written(
                    file,
                    tokenizer,
                    key,
                    writer -> {
                      for (Portion portion : portions) {
                        add(portion, writer);
                      }
                    }));
  }

  /** The cache in {@code file}; empty if there is none, none that is whole, or one of other key. */
  static Optional<TokenCache> find(Path file, String key) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(open(file)).filter(found -> found.key().equals(key));
    } catch (CorruptFileException | VersionException e) {
      LOG.warn("{}; it is made anew", e.getMessage());
      return Optional.empty();
    }
  }

  private static void add(Portion portion, TokenCacheWriter writer) throws IOException {
    try (Stream<Line> lines = portion.lines()) {
      for (Iterator<Line> each = lines.iterator(); each.hasNext(); ) {
        writer.add(each.next());
      }
    }
  }

  /**
   * Opens a cache file.
   *
   * @throws CorruptFileException if it is damaged
   * @throws VersionException if it is of another version
   */
  static TokenCache open(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      CacheHeader header =
          CacheHeader.decode(file, size, MappedFile.read(channel, 0, CacheHeader.BYTES));
      MappedFile mapped = new MappedFile(channel, FileChannel.MapMode.READ_ONLY, size);
      long[] starts = new long[header.longest() + 2];
      Arrays.setAll(starts, length -> mapped.getLong(header.startsAt() + 8L * length));
      ByteBuffer names =
          MappedFile.read(channel, header.labelsAt(), Math.toIntExact(header.labelBytes()));
      List<String> firstSeen = labels(header.labels(), names);
      return new TokenCache(
          header,
          mapped,
          starts,
          firstSeen,
          firstSeen.stream().sorted().toList(),
          null,
          null,
          null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static List<String> labels(int count, ByteBuffer bytes) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] name = new byte[bytes.getInt()];
      bytes.get(name);
      labels.add(new String(name, StandardCharsets.UTF_8));
    }
    return List.copyOf(labels);
  }

  /** The same sentences with label ids that count in {@code names}; other labels become -1. */
  public TokenCache withLabels(List<String> names) {
    return new TokenCache(
        header, mapped, starts, firstSeen, List.copyOf(names), features, pairs, told);
  }

  /**
   * The same sentences with these sources in place of theirs, which are the same but for features.
   */
  TokenCache withSources(TokenCache sources) {
    if (pairs == null) {
      throw new IllegalStateException("the sentences have no sources");
    }
    Pairs made = new Pairs(sources, pairs.portions);
    return new TokenCache(header, mapped, starts, firstSeen, labels, features, made, told);
  }

  /** In how many sentences each token id below {@code vocabulary} occurs. */
  public long[] documentCounts(int vocabulary) {
    long[] counts = new long[vocabulary];
    for (long i = 0; i < size(); i++) {
      Arrays.stream(tokens(i)).distinct().forEach(id -> counts[id]++);
    }
    return counts;
  }

  /** The same sentences with their features. */
  TokenCache withFeatures(FeatureCache cache) {
    return new TokenCache(header, mapped, starts, firstSeen, labels, cache, pairs, told);
  }

  /**
   * What stands beside the sentences.
   *
   * @param sources as many as there are sentences
   * @param portions where both come from
   */
  private record Pairs(TokenCache sources, List<Portion> portions) {}

  private TokenCache withSources(TokenCache cache, List<Portion> portions) {
    if (cache.size() != size()) {
      throw new IllegalStateException("%d texts have %d sources".formatted(size(), cache.size()));
    }
    Pairs made = new Pairs(cache, List.copyOf(portions));
    return new TokenCache(header, mapped, starts, firstSeen, labels, features, made, told);
  }

  /**
   * The sentences {@code examples} and their sources, as they stand in their file: neither
   * normalised nor cut.
   *
   * @param examples ascending
   */
  public List<Line> lines(long[] examples) {
    if (pairs == null) {
      throw new IllegalStateException(
          "only of sentences with sources is it known where they stand");
    }
    List<Line> found = new ArrayList<>();
    try (Stream<Line> lines = pairs.portions.stream().flatMap(Portion::lines)) {
      long i = 0;
      for (Iterator<Line> each = lines.iterator(); found.size() < examples.length; ) {
        Line line = each.next();
        if (line.number() == line(i)) {
          if (i == examples[found.size()]) {
            found.add(line);
          }
          i++;
        }
      }
    }
    return found;
  }

  /** The sources of the sentences, by the same numbers; null where they have none. */
  public @Nullable TokenCache sources() {
    return pairs == null ? null : pairs.sources;
  }

  /**
   * The same sentences, of which only {@code chosen} have their labels, and the others -1.
   *
   * @param chosen numbers of sentences, ascending
   */
  TokenCache tellingLabelsOf(long[] chosen) {
    return new TokenCache(
        header, mapped, starts, firstSeen, labels, features, pairs, chosen.clone());
  }

  /** Label names by id; sorted unless {@link #withLabels} says otherwise. */
  public List<String> labels() {
    return labels;
  }

  /** Number of sentences. */
  public long size() {
    return header.examples();
  }

  /** Number of tokens of all sentences. */
  public long tokens() {
    return header.tokens();
  }

  /** How many sentences were cut because they were too long. */
  public long cut() {
    return header.cut();
  }

  /** Length of the longest sentence. */
  public int longest() {
    return header.longest();
  }

  /** Tells this cache's contents from all others: 64 hexadecimal digits. */
  public String key() {
    return header.key();
  }

  /** Length of sentence {@code i} in tokens, without start and end marks. */
  public int length(long i) {
    return mapped.getInt(entry(i) + 8);
  }

  /** Writes the tokens of sentence {@code i} to {@code target}, from {@code at} on. */
  public void copy(long i, int[] target, int at) {
    long entry = entry(i);
    long from = CacheHeader.BYTES + mapped.getLong(entry) * header.width();
    int length = mapped.getInt(entry + 8);
    for (int t = 0; t < length; t++) {
      target[at + t] =
          header.width() == Short.BYTES
              ? mapped.getUnsignedShort(from + 2L * t)
              : mapped.getInt(from + 4L * t);
    }
  }

  /** The tokens of sentence {@code i}. */
  public int[] tokens(long i) {
    int[] tokens = new int[length(i)];
    copy(i, tokens, 0);
    return tokens;
  }

  /**
   * What a pretrained network makes of the sentences {@code examples}, or the pixels of images, row
   * by row; empty where {@link SentenceFeatures} has not been asked.
   */
  public float[] features(long[] examples) {
    return features == null ? new float[0] : features.rows(examples);
  }

  /** The sentences {@code examples} in this order, with all that belongs to them. */
  public Batch batch(long[] examples) {
    int count = examples.length;
    int[] lengths = Arrays.stream(examples).mapToInt(this::length).toArray();
    int[] ids = Arrays.stream(examples).mapToInt(this::label).toArray();
    int time = Arrays.stream(lengths).max().orElse(0);
    int[] tokens = new int[count * time];
    for (int b = 0; b < count; b++) {
      copy(examples[b], tokens, b * time);
    }
    Batch source = pairs == null ? null : pairs.sources.batch(examples);
    return new Batch(examples, lengths, tokens, ids, features(examples), source, count, time);
  }

  /** Label id of sentence {@code i}, or -1. */
  public int label(long i) {
    int id = mapped.getInt(entry(i) + 12);
    boolean known = id >= 0 && (told == null || Arrays.binarySearch(told, i) >= 0);
    return known ? labelIds[id] : -1;
  }

  /** Label of sentence {@code i} as the file has it; null where it has none. */
  @Nullable String labelName(long i) {
    int id = mapped.getInt(entry(i) + 12);
    return id < 0 ? null : firstSeen.get(id);
  }

  /** How many sentences have each of the labels, by label id; those that are told one only. */
  public long[] labelCounts() {
    long[] counts = new long[labels.size()];
    for (long i = 0; i < size(); i++) {
      int label = label(i);
      if (label >= 0) {
        counts[label]++;
      }
    }
    return counts;
  }

  /** Line of its file that sentence {@code i} comes from, from 1. */
  public long line(long i) {
    return mapped.getLong(entry(i) + 16);
  }

  /** The sentence at {@code place} in the order by length. */
  long byLength(long place) {
    return mapped.getLong(header.orderAt() + Long.BYTES * Objects.checkIndex(place, size()));
  }

  /** The place in the order by length of the first sentence of {@code length} tokens or more. */
  long start(int length) {
    return starts[length];
  }

  private long entry(long i) {
    return header.indexAt() + CacheHeader.INDEX_BYTES * Objects.checkIndex(i, size());
  }
}
