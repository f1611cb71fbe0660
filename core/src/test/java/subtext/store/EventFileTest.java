package subtext.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

  @TempDir Path folder;

  @Test
  void checksumsAreMaskedAsTensorFlowMasksThem() {
    // CRC-32C of "123456789" is e3069283 (RFC 3720, appendix B.4 has the polynomial).
    int crc = 0xe3069283;
    assertThat(EventFile.maskedCrc("123456789".getBytes(UTF_8), 0, 9))
        .isEqualTo(((crc >>> 15) | (crc << 17)) + 0xa282ead8);
  }

  @Test
  void aFileBeginsAsEveryEventFileDoes() throws IOException {
    EventFile.open(FileLayer.DISK, folder, 0, TIME).close();

    byte[] bytes = Files.readAllBytes(files().getFirst());
    // The first 12 bytes of event files of TensorFlow and PyTorch: length 24 and its checksum.
    assertThat(HexFormat.of().formatHex(bytes, 0, 13)).isEqualTo("1800000000000000a37f4b2209");
    assertThat(new String(bytes, 12 + 9 + 2, 13, UTF_8)).isEqualTo("brain.Event:2");
  }

  @Test
  void scalarsAreProtobufInRecordsWithRightChecksums() throws IOException {
    try (EventFile events = EventFile.open(FileLayer.DISK, folder, 0, TIME)) {
      events.scalars(300, Map.of("kl", 1.5));
    }

    List<byte[]> records = records(files().getFirst());
    assertThat(records).hasSize(3);
    String event = HexFormat.of().formatHex(records.get(2));
    // step = 300; summary { value { tag: "kl" simple_value: 1.5 } }
    assertThat(event).startsWith("09").hasSize(2 * (9 + 3 + 13));
    assertThat(event.substring(18))
        .isEqualTo("10ac02" + "2a0b" + "0a09" + "0a026b6c" + "150000c03f");
  }

  @Test
  void aFileThatResumesTellsTensorBoardWhereItBegins() throws IOException {
    EventFile.open(FileLayer.DISK, folder, 7, TIME).close();
    String start = HexFormat.of().formatHex(records(files().getFirst()).get(1));
    // step = 8; session_log { status: START }
    assertThat(start.substring(18)).isEqualTo("1008" + "3a02" + "0801");
  }

  @Test
  void eachStartAddsAFileInTheOrderOfNames() throws IOException {
    for (int start = 0; start < 3; start++) {
      EventFile.open(FileLayer.DISK, folder, start, TIME).close();
    }
    assertThat(files()).hasSize(3);
    assertThat(records(files().getLast()).get(1)[10]).isEqualTo((byte) 3);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.sorted().toList();
    }
  }

  private static List<byte[]> records(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (in.hasRemaining()) {
      int start = in.position();
      int length = (int) in.getLong();
      assertThat(in.getInt()).isEqualTo(EventFile.maskedCrc(bytes, start, 8));
      in.position(start + 12 + length);
      assertThat(in.getInt()).isEqualTo(EventFile.maskedCrc(bytes, start + 12, length));
      records.add(Arrays.copyOfRange(bytes, start + 12, start + 12 + length));
    }
    return records;
  }
}
