package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.Batch;

class BatchFileTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("batches.bin");
    Batch first = Batch.of(List.of(new int[] {4, 5, 6}, new int[] {7}));
    Batch second = Batch.of(List.of(new int[] {70_000, 9}));
    BatchFile.write(file, List.of(first, second));
    List<Batch> read = BatchFile.read(file);
    assertThat(read).hasSize(2);
    assertThat(read.getFirst()).usingRecursiveComparison().isEqualTo(first);
    assertThat(read.getLast().tokens()).containsExactly(70_000, 9);
    assertThat(read.getLast().examples()).as("numbered through").containsExactly(2);
  }

  @Test
  void theFileIsThatOfTheFormat() throws IOException {
    Path file = folder.resolve("batches.bin");
    BatchFile.write(file, List.of(Batch.of(List.of(new int[] {258}, new int[] {5, 6}))));
    byte[] expected = new byte[4 * 8];
    int at = 0;
    for (int number : new int[] {2, 2, 1, 2, 258, 0, 5, 6}) {
      expected[at] = (byte) number;
      expected[at + 1] = (byte) (number >> 8);
      at += 4;
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
  }
}
