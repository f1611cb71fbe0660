package subtext.store;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import subtext.error.CorruptFileException;

/** With JAZZER_FUZZ=1 a search for headers that raise any other error; else the kept ones. */
class SafetensorsFuzzTest {
  private static final long DATA_BYTES = 4;

  @FuzzTest(maxDuration = "1m")
  void aHeaderIsReadOrRefusedWithTheTypedError(byte[] header) {
    try {
      SafetensorsHeader.parse(Path.of("fuzzed.safetensors"), header, DATA_BYTES);
    } catch (CorruptFileException expected) {
      // the one error that damage may raise
    }
  }
}
