package subtext.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.error.TrainingException;
import subtext.text.Tokenizer;

/**
 * What a pretrained network makes of sentences: of their tokens, put together as text again, so
 * that equal tokens have equal features wherever they come from. The network is loaded when a
 * sentence is first read, and freed by closing this. Many threads may use one at a time.
 */
public final class SentenceFeatures implements AutoCloseable {
  private static final int CHUNK = 256;

  private final FeatureNetwork network;
  private final Tokenizer tokenizer;
  private final IntSupplier threads;
  private @Nullable FeatureReader reader;

  /**
   * @param threads that the network may use, asked for when it is loaded
   */
  public SentenceFeatures(FeatureNetwork network, Tokenizer tokenizer, IntSupplier threads) {
    this.network = network;
    this.tokenizer = tokenizer;
    this.threads = threads;
  }

  /** The same sentences with their features, and their sources with theirs. */
  public Batch of(Batch batch) {
    Batch source = batch.source();
    Batch read = withFeatures(batch);
    return source == null ? read : read.withSource(withFeatures(source));
  }

  private Batch withFeatures(Batch batch) {
    List<int[]> sentences = IntStream.range(0, batch.batch()).mapToObj(batch::sentence).toList();
    float[] features = new float[batch.batch() * network.dimensions()];
    float[][] rows = read(sentences);
    for (int b = 0; b < rows.length; b++) {
      System.arraycopy(rows[b], 0, features, b * network.dimensions(), network.dimensions());
    }
    return batch.withFeatures(features);
  }

  /**
   * The same sentences with their features, and their sources with theirs, from files in {@code
   * folder}, which are made if there are none of these sentences and this network.
   *
   * @throws TrainingException if it cannot be written
   */
  public TokenCache of(TokenCache sentences, Path folder, CorpusProgress progress) {
    TokenCache sources = sentences.sources();
    TokenCache read = withFeatures(sentences, folder, progress);
    return sources == null ? read : read.withSources(withFeatures(sources, folder, progress));
  }

  private TokenCache withFeatures(TokenCache sentences, Path folder, CorpusProgress progress) {
    String key = Fingerprint.of(sentences, network);
    Path file = folder.resolve("%s-%s.features".formatted(network.name(), key.substring(0, 16)));
    FeatureCache cache =
        FeatureCache.find(file, key)
            .orElseGet(
                () -> {
                  write(sentences, key, file, progress);
                  return FeatureCache.open(file);
                });
    return sentences.withFeatures(cache);
  }

  private void write(TokenCache sentences, String key, Path file, CorpusProgress progress) {
    FeatureHeader header = new FeatureHeader(network.dimensions(), sentences.size(), key);
    Path draft = Drafts.of(file);
    try {
      Drafts.makeRoom(file);
      try (Appender out = new Appender(draft)) {
        out.put(header.encode());
        write(sentences, out, progress);
        out.flushed().force(true);
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new TrainingException(
          "%s cannot be written (%s); free some space, or choose another folder"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private void write(TokenCache sentences, Appender out, CorpusProgress progress)
      throws IOException {
    progress.at(0, sentences.size());
    for (long from = 0; from < sentences.size(); from += CHUNK) {
      List<int[]> chunk = new ArrayList<>();
      for (long i = from; i < Math.min(sentences.size(), from + CHUNK); i++) {
        chunk.add(sentences.tokens(i));
      }
      for (float[] row : read(chunk)) {
        for (float value : row) {
          out.putInt(Float.floatToRawIntBits(value));
        }
      }
      progress.at(from + chunk.size(), sentences.size());
    }
  }

  private float[][] read(List<int[]> sentences) {
    List<String> texts = sentences.stream().map(tokenizer::decode).toList();
    List<String> distinct = texts.stream().distinct().toList(); // one question has many answers
    float[][] rows = reader().read(distinct);
    for (float[] row : rows) {
      if (row.length != network.dimensions()) {
        throw new IllegalStateException(
            "the network %s says that it has %d features, and gives %d"
                .formatted(network.name(), network.dimensions(), row.length));
      }
    }
    Map<String, float[]> byText = new HashMap<>();
    for (int i = 0; i < rows.length; i++) {
      byText.put(distinct.get(i), rows[i]);
    }
    return texts.stream().map(byText::get).toArray(float[][]::new);
  }

  private synchronized FeatureReader reader() {
    FeatureReader present = reader;
    if (present == null) {
      present = network.open(threads.getAsInt());
      reader = present;
    }
    return present;
  }

  @Override
  public synchronized void close() {
    FeatureReader present = reader;
    if (present != null) {
      reader = null;
      present.close();
    }
  }
}
