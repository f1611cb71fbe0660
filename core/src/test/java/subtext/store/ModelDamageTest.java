package subtext.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.CorruptFileException;

/** No bit and no byte of a model folder can change or be lost without an error that names it. */
class ModelDamageTest {
  private static final int BODY_BITS = 10_000;

  @TempDir Path folder;
  private Path model = Path.of("");

  @BeforeEach
  void writeModel() {
    model = folder.resolve("model");
    ModelFile.write(model, Fixtures.model(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "model.safetensors",
        "tokenizer.json",
        "README.md",
        "manifest.json"
      })
  void aFileCutAtAnyLengthIsRefused(String name) throws IOException {
    Path file = model.resolve(name);
    for (long length = Files.size(file) - 1; length >= 0; length--) {
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.setLength(length);
      }
      assertRefused(file, "cut to " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "tokenizer.json", "README.md", "manifest.json"})
  void everyFlippedBitOfASmallFileIsRefused(String name) throws IOException {
    Path file = model.resolve(name);
    for (long bit = 0; bit < 8 * Files.size(file); bit++) {
      flip(file, bit);
      assertRefused(file, "bit " + bit);
      flip(file, bit);
    }
  }

  @Test
  void everyFlippedBitOfTheWeightsHeaderIsRefused() throws IOException {
    Path file = model.resolve("model.safetensors");
    for (long bit = 0; bit < 8 * bodyStart(file); bit++) {
      flip(file, bit);
      assertRefused(file, "bit " + bit);
      flip(file, bit);
    }
  }

  @Test
  void tenThousandFlippedBitsOfTheWeightsAreRefused() throws IOException {
    Path file = model.resolve("model.safetensors");
    Random random = new Random(1);
    long first = 8 * bodyStart(file);
    for (int i = 0; i < BODY_BITS; i++) {
      long bit = random.nextLong(first, 8 * Files.size(file));
      flip(file, bit);
      assertRefused(file, "bit " + bit);
      flip(file, bit);
    }
  }

  private void assertRefused(Path file, String damage) {
    ThrowingCallable read = () -> ModelFile.read(model);
    assertThatThrownBy(read)
        .as("%s with %s", file.getFileName(), damage)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageStartingWith(file.toString());
  }

  private static void flip(Path file, long bit) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(bit / 8);
      int value = open.read();
      open.seek(bit / 8);
      open.write(value ^ (1 << (bit % 8)));
    }
  }

  private static long bodyStart(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      return 8 + Long.reverseBytes(open.readLong());
    }
  }
}
