package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTest {
  @Test
  void valuesAreFoundOnBothSidesOfAPieceBoundary(@TempDir Path folder) throws IOException {
    long boundary = 1L << 30;
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("sparse"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      MappedFile file =
          new MappedFile(channel, FileChannel.MapMode.READ_WRITE, boundary + Long.BYTES);
      file.putLong(boundary - Long.BYTES, 0x8001_0000_0000_0002L);
      file.putLong(boundary, 0xFFFEL);
      assertThat(file.getLong(boundary - Long.BYTES)).isEqualTo(0x8001_0000_0000_0002L);
      assertThat(file.getInt(boundary - Long.BYTES)).isEqualTo(2);
      assertThat(file.getUnsignedShort(boundary - Short.BYTES)).isEqualTo(0x8001);
      assertThat(file.getUnsignedShort(boundary)).isEqualTo(0xFFFE);
    }
  }
}
