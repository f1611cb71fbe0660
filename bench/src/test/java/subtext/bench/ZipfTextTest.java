package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipfTextTest {
  private static final int BYTES = 300_000;

  @TempDir private Path folder;

  private Path written(String name, long seed) throws IOException {
    Path file = folder.resolve(name);
    ZipfText.write(file, BYTES, seed);
    return file;
  }

  @Test
  void theFileIsAsLargeAsAskedForAndEndsWithItsSentence() throws IOException {
    Path file = written("a", 1);
    assertThat(Files.size(file)).isBetween((long) BYTES, BYTES + 500L);
    assertThat(Files.readString(file)).endsWith("\n").doesNotContain("\n\n").doesNotContain(" \n");
  }

  @Test
  void aSeedGivesOneTextAndAnotherSeedAnother() throws IOException {
    Path file = written("a", 1);
    assertThat(file).hasSameBinaryContentAs(written("b", 1));
    assertThat(Files.mismatch(file, written("c", 2))).isNotNegative();
  }

  @Test
  void theSecondWordIsHalfAsCommonAsTheFirst() throws IOException {
    List<String> lines = Files.readAllLines(written("a", 1));
    Map<String, Long> counts =
        lines.stream()
            .flatMap(line -> Arrays.stream(line.split(" ", -1)))
            .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
    assertThat((double) counts.getOrDefault("a", 0L) / counts.getOrDefault("b", 1L))
        .isBetween(1.8, 2.2);
    assertThat(counts.size()).isGreaterThan(5_000);
    double mean =
        lines.stream().mapToInt(line -> line.split(" ", -1).length).average().orElseThrow();
    assertThat(mean).isBetween(20.0, 22.0);
  }
}
