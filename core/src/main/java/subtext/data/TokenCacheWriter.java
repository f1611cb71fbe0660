package subtext.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.text.Line;
import subtext.text.Tokenizer;

/**
 * Writes a token cache in one pass over the lines: into a file of another name, which takes its
 * place when it is whole and on disk. The index goes to a second file meanwhile. The heap holds the
 * label names and one number for each length.
 */
final class TokenCacheWriter implements Closeable {
  private static final int MOST_LABELS = 65_536;
  private static final int LONGEST_LABEL = 1_000;

  private final Path target;
  private final Path draft;
  private final Path indexDraft;
  private final Appender file;
  private final Appender index;
  private final Tokenizer tokenizer;
  private final int width;

  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private long[] ofLength = new long[64];
  private long examples;
  private long tokens;
  private long cut;

  TokenCacheWriter(Path target, Tokenizer tokenizer) throws IOException {
    this.target = target;
    this.tokenizer = tokenizer;
    this.width = tokenizer.size() <= 1 << 16 ? Short.BYTES : Integer.BYTES;
    draft = Drafts.of(target);
    indexDraft = Drafts.of(target);
    file = new Appender(draft);
    index = new Appender(indexDraft);
    file.fill(CacheHeader.BYTES);
  }

  /** Adds an example; a text, or its source, without a single token is left out. */
  void add(Line line) throws IOException {
    int[] ids = tokenizer.encode(line.text());
    String source = line.source();
    if (ids.length > 0 && (source == null || tokenizer.encode(source).length > 0)) {
      add(ids, line.label(), line.number());
    }
  }

  /** Adds the examples of another cache, in their order. */
  void add(TokenCache other) throws IOException {
    for (long i = 0; i < other.size(); i++) {
      add(other.tokens(i), other.labelName(i), other.line(i));
    }
    cut += other.cut();
  }

  /** Adds an example of these tokens, or of none. */
  void add(int[] ids, @Nullable String label, long number) throws IOException {
    int length = Math.min(ids.length, tokenizer.config().maxLength());
    cut += length < ids.length ? 1 : 0;
    for (int i = 0; i < length; i++) {
      if (width == Short.BYTES) {
        file.putUnsignedShort(ids[i]);
      } else {
        file.putInt(ids[i]);
      }
    }
    index.putLong(tokens);
    index.putInt(length);
    index.putInt(label(label));
    index.putLong(number);
    count(length);
    tokens += length;
    examples++;
  }

  private int label(@Nullable String name) {
    if (name == null) {
      return -1;
    }
    Integer known = labels.get(name);
    if (known != null) {
      return known;
    }
    if (labels.size() == MOST_LABELS || name.length() > LONGEST_LABEL) {
      throw new InputException(
          "data.label: this column holds %s, so it is no label; name another column, or none"
              .formatted(
                  labels.size() == MOST_LABELS
                      ? "more than %,d different values".formatted(MOST_LABELS)
                      : "values longer than %,d characters".formatted(LONGEST_LABEL)));
    }
    labels.put(name, labels.size());
    return labels.size() - 1;
  }

  private void count(int length) {
    if (length >= ofLength.length) {
      ofLength = Arrays.copyOf(ofLength, 2 * length);
    }
    ofLength[length]++;
  }

  /** Completes the file and gives it its name. */
  void finish(String key) throws IOException {
    int longest = ofLength.length - 1;
    while (longest > 0 && ofLength[longest] == 0) {
      longest--;
    }
    long labelBytes = labels.keySet().stream().mapToLong(name -> 4 + utf8(name).length).sum();
    CacheHeader header =
        new CacheHeader(width, examples, tokens, cut, longest, labels.size(), labelBytes, key);
    file.fill(header.indexAt());
    file.append(index);
    file.fill(header.labelsAt());
    for (String name : labels.keySet()) {
      file.putInt(utf8(name).length);
      file.put(utf8(name));
    }
    FileChannel channel = file.flushed();
    sort(new MappedFile(channel, FileChannel.MapMode.READ_WRITE, header.labelsAt()), header);
    channel.write(header.encode(), 0);
    channel.force(true);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A counting sort by length; the file was filled before, so that a full disk shows there. */
  private void sort(MappedFile mapped, CacheHeader header) {
    long[] next = new long[header.longest() + 2];
    for (int length = 0; length <= header.longest(); length++) {
      next[length + 1] = next[length] + ofLength[length];
    }
    for (int length = 0; length < next.length; length++) {
      mapped.putLong(header.startsAt() + 8L * length, next[length]);
    }
    for (long i = 0; i < examples; i++) {
      int length = mapped.getInt(header.indexAt() + i * CacheHeader.INDEX_BYTES + 8);
      mapped.putLong(header.orderAt() + 8 * next[length]++, i);
    }
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** Removes what is not finished. */
  @Override
  public void close() throws IOException {
    file.close();
    index.close();
    Files.deleteIfExists(draft);
    Files.deleteIfExists(indexDraft);
  }
}
