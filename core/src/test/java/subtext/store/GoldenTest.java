package subtext.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.tensor.DType;
import subtext.tensor.TensorData;

/** Files that were written once, by an earlier Subtext or by others, and must always be read. */
class GoldenTest {
  @ParameterizedTest
  @ValueSource(ints = 1)
  void theModelOfEveryFormatVersionIsRead(int version) throws URISyntaxException {
    Fixtures.assertSame(ModelFile.read(resource("model-v" + version)), Fixtures.model(1));
  }

  @Test
  void thereIsAModelOfEveryVersionThatIsRead() {
    assertThat(ModelFile.FORMAT.oldest()).isEqualTo(1);
    assertThat(ModelFile.FORMAT.newest()).isEqualTo(1);
  }

  @Test
  void aFileOfTheFormatsOwnLibraryIsRead() throws IOException, URISyntaxException {
    Safetensors.Contents read = Safetensors.read(resource("reference.safetensors"));

    assertThat(read.metadata()).isEqualTo(Map.of("made by", "Python — 价值"));
    ByteBuffer weight = little(24);
    for (int i = 0; i < 6; i++) {
      weight.putFloat(i);
    }
    assertThat(Fixtures.contents(read.tensors()))
        .isEqualTo(
            Fixtures.contents(
                Map.of(
                    "weight", tensor(DType.F32, weight, 2, 3),
                    "double", tensor(DType.F64, little(16).putDouble(1.5).putDouble(-2.25), 2),
                    "long", tensor(DType.I64, little(8).putLong(-(1L << 40))),
                    "int", tensor(DType.I32, little(12).putInt(7).putInt(-8).putInt(9), 3),
                    "byte", tensor(DType.U8, little(1).put((byte) 200), 1),
                    "bool", tensor(DType.BOOL, little(2).put((byte) 1).put((byte) 0), 2),
                    "empty", tensor(DType.F32, little(0), 0, 2),
                    "嵌入", tensor(DType.U8, little(1).put((byte) 3), 1))));
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static TensorData tensor(DType dtype, ByteBuffer bytes, long... shape) {
    return new TensorData(dtype, shape, bytes.flip());
  }

  private static Path resource(String name) throws URISyntaxException {
    URL found = Objects.requireNonNull(GoldenTest.class.getResource(name), name);
    return Path.of(found.toURI());
  }
}
