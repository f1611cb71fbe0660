package subtext.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.CorruptFileException;
import subtext.tensor.DType;
import subtext.tensor.TensorData;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void everyTypeIsReadAsWritten() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Map<String, TensorData> tensors = Fixtures.everyType(1);
    Map<String, String> metadata = Map.of("key", "价值", "line", "a\nb");

    Safetensors.write(file, tensors, metadata);
    Safetensors.Contents read = Safetensors.read(file);

    assertThat(read.metadata()).isEqualTo(metadata);
    assertThat(Fixtures.contents(read.tensors())).isEqualTo(Fixtures.contents(tensors));
    assertThat(read.tensors().values())
        .allSatisfy(
            tensor -> assertThat(tensor.bytes().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN));
  }

  @Test
  void bytesAreThoseOfThePublishedFormat() throws IOException {
    Path file = folder.resolve("a.safetensors");
    ByteBuffer two = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1).putFloat(2);

    Safetensors.write(
        file, Map.of("w", new TensorData(DType.F32, new long[] {2}, two.flip())), Map.of());

    byte[] bytes = Files.readAllBytes(file);
    String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    String padded = header + " ".repeat(8 - header.length() % 8);
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong())
        .isEqualTo(padded.length());
    assertThat(new String(bytes, 8, padded.length(), StandardCharsets.UTF_8)).isEqualTo(padded);
    assertThat(Arrays.copyOfRange(bytes, 8 + padded.length(), bytes.length))
        .containsExactly(0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40);
  }

  @Test
  void everyTensorIsAlignedToItsElements() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, Fixtures.everyType(1), Map.of());

    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    byte[] header = Arrays.copyOfRange(bytes, 8, 8 + length);

    assertThat(length % 8).isZero();
    assertThat(SafetensorsHeader.parse(file, header, bytes.length - 8 - length).tensors())
        .allSatisfy(entry -> assertThat(entry.begin() % entry.dtype().bytes()).isZero());
  }

  @Test
  void noTensorsAtAllIsAFileToo() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, Map.of(), Map.of());
    assertThat(Safetensors.read(file).tensors()).isEmpty();
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, Fixtures.everyType(1), Map.of("key", "value"));

    for (long length = Files.size(file) - 1; length >= 0; length--) {
      FileLayer.DISK.truncate(file, length);
      assertThatThrownBy(() -> Safetensors.read(file))
          .as("cut to %d bytes", length)
          .isInstanceOf(CorruptFileException.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  @Test
  void everyFlippedHeaderBitIsReadOrRefusedButNeverAnotherError() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, Fixtures.everyType(1), Map.of("key", "value"));
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    byte[] header = Arrays.copyOfRange(bytes, 8, 8 + length);

    for (int bit = 0; bit < 8 * length; bit++) {
      header[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        SafetensorsHeader.parse(file, header, bytes.length - 8 - length);
      } catch (CorruptFileException e) {
        assertThat(e).hasMessageStartingWith(file.toString());
      }
      header[bit / 8] ^= (byte) (1 << (bit % 8));
    }
  }

  @Test
  void aTensorCannotTakeTheNameOfTheMetadata() {
    Map<String, TensorData> tensors = Map.of("__metadata__", Fixtures.tensor(DType.F32, 1, 2));
    assertThatThrownBy(() -> Safetensors.write(folder.resolve("a"), tensors, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(folder).isEmptyDirectory();
  }
}
