package subtext.serve;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import subtext.error.CorruptFileException;
import subtext.store.Safetensors;
import subtext.tensor.DType;
import subtext.tensor.TensorData;
import subtext.use.Encode;

/**
 * Posteriors of a corpus in a file of a run's cache folder. What is damaged, or of another model or
 * corpus, is made anew, and then the files of that are deleted; a disk that is full costs only
 * time.
 */
final class VectorCache {
  private static final Logger LOG = LoggerFactory.getLogger(VectorCache.class);
  private static final String KEY = "key";
  private static final String MEAN = "mean";
  private static final String KL = "kl";

  /** A change of which sentences are taken, or of the file, makes another version. */
  private static final int VERSION = 1;

  private final Path folder;
  private final String owner;
  private final Path file;
  private final String key;

  /**
   * @param folder of the run
   * @param of hashes of the model and the corpus
   * @param kind of vectors
   */
  VectorCache(Path folder, String of, String kind) {
    this.folder = folder;
    this.owner = Hashes.sha256(VERSION + " " + of);
    this.file = folder.resolve("%s-%s.safetensors".formatted(owner, kind));
    this.key = "%s %s %s".formatted(VERSION, of, kind);
  }

  /** The posteriors of {@code count} sentences; null if they are not there. */
  @Nullable List<Encode.Encoding> read(int count, int latent) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      Safetensors.Contents contents = Safetensors.read(file);
      TensorData mean = contents.tensors().get(MEAN);
      TensorData kl = contents.tensors().get(KL);
      if (mean == null || kl == null || !key.equals(contents.metadata().get(KEY))) {
        return null;
      }
      FloatBuffer means = mean.bytes().order(LITTLE_ENDIAN).asFloatBuffer();
      DoubleBuffer nats = kl.bytes().order(LITTLE_ENDIAN).asDoubleBuffer();
      if (means.remaining() != (long) count * latent || nats.remaining() != count) {
        return null;
      }
      List<Encode.Encoding> encodings = new ArrayList<>(count);
      for (int n = 0; n < count; n++) {
        float[] row = new float[latent];
        means.get(row);
        encodings.add(new Encode.Encoding(row, new float[0], nats.get()));
      }
      return encodings;
    } catch (IOException | CorruptFileException e) {
      LOG.warn("{} is made anew: {}", file, e.getMessage());
      return null;
    }
  }

  void write(List<Encode.Encoding> encodings) {
    int count = encodings.size();
    int latent = count == 0 ? 0 : encodings.getFirst().mean().length;
    ByteBuffer means = ByteBuffer.allocate(count * latent * Float.BYTES).order(LITTLE_ENDIAN);
    ByteBuffer nats = ByteBuffer.allocate(count * Double.BYTES).order(LITTLE_ENDIAN);
    for (Encode.Encoding each : encodings) {
      for (float value : each.mean()) {
        means.putFloat(value);
      }
      nats.putDouble(each.kl());
    }
    try {
      Files.createDirectories(folder);
      deleteOthers();
      Safetensors.write(
          file,
          Map.of(
              MEAN, new TensorData(DType.F32, new long[] {count, latent}, means.flip()),
              KL, new TensorData(DType.F64, new long[] {count}, nats.flip())),
          Map.of(KEY, key));
    } catch (IOException e) {
      LOG.warn("the vectors of the training sentences are not kept: {}", e.toString());
    }
  }

  /** Deletes what is left of models that the run had before. */
  private void deleteOthers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        if (!each.getFileName().toString().startsWith(owner)) {
          Files.deleteIfExists(each);
        }
      }
    }
  }
}
