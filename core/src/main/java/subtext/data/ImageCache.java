package subtext.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import subtext.error.TrainingException;
import subtext.text.Tokenizer;

/**
 * Makes caches of images: examples without a token, whose features are their pixels, row by row,
 * from 0 for black to 1 for white.
 */
final class ImageCache {
  private static final int[] NO_TOKENS = {};
  private static final float WHITE = 255;

  private final Portion portion;
  private final ImageFile file;
  private final Tokenizer none;

  private ImageCache(Portion portion, ImageFile file, Tokenizer none) {
    this.portion = portion;
    this.file = file;
    this.none = none;
  }

  /**
   * The images of {@code portion}, from files in {@code folder}, which are made if there are none
   * of these images and labels.
   *
   * @param none the tokeniser of no text
   * @throws subtext.error.CorruptFileException if a file of the set is not whole
   * @throws TrainingException if the caches cannot be written
   */
  static TokenCache of(Portion portion, Tokenizer none, Path folder) {
    ImageFile file = portion.images();
    String key = Fingerprint.of(portion, file);
    String name = "%s-%s".formatted(portion.file().getFileName(), key.substring(0, 16));
    Path tokens = folder.resolve(name + ".tokens");
    Path features = folder.resolve(name + ".features");
    Optional<FeatureCache> pixels = FeatureCache.find(features, key);
    if (pixels.isEmpty() || TokenCache.find(tokens, key).isEmpty()) {
      new ImageCache(portion, file, none).write(tokens, features, key);
    }
    return TokenCache.open(tokens).withFeatures(FeatureCache.open(features));
  }

  private void write(Path tokens, Path features, String key) {
    long count = LongStream.rangeClosed(1, file.count()).filter(portion::holds).count();
    Path draft = Drafts.of(features);
    try {
      Drafts.makeRoom(features);
      try (TokenCacheWriter examples = new TokenCacheWriter(tokens, none);
          Appender pixels = new Appender(draft)) {
        pixels.put(new FeatureHeader(file.size().pixels(), count, key).encode());
        file.each((number, image, label) -> add(number, image, label, examples, pixels));
        pixels.flushed().force(true);
        Files.move(
            draft, features, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        examples.finish(key);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new TrainingException(
          "%s cannot be written (%s); free some space, or choose another folder"
              .formatted(tokens, e.getMessage()),
          e);
    }
  }

  private void add(
      long number, byte[] image, @Nullable String label, TokenCacheWriter to, Appender pixels) {
    if (!portion.holds(number)) {
      return;
    }
    try {
      to.add(NO_TOKENS, label, number);
      for (byte grey : image) {
        pixels.putInt(Float.floatToRawIntBits(Byte.toUnsignedInt(grey) / WHITE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
