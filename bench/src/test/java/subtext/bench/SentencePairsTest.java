package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;

class SentencePairsTest {
  @TempDir private Path data;

  private SentencePairs read() throws IOException {
    Files.createDirectories(data.resolve("stsb"));
    Files.writeString(
        data.resolve("stsb/stsb-en-test.csv"),
        "A girl.,\"One girl, alone.\",2.5\nOne.,Two.,0\nMen.,Boys.,5.0\n");
    return SentencePairs.read(Path.of(".."), data);
  }

  @Test
  void theSentencesOfAPairStandSideBySide() throws IOException {
    assertThat(read().sentences())
        .containsExactly("A girl.", "One girl, alone.", "One.", "Two.", "Men.", "Boys.");
    assertThat(read().scores()).containsExactly(2.5, 0, 5);
  }

  @Test
  void cosinesInTheOrderOfTheScoresCorrelateFully() throws IOException {
    float[][] vectors = {{1, 0}, {1, 1}, {1, 0}, {0, 3}, {2, 0}, {5, 0}};
    assertThat(read().correlation(vectors)).isCloseTo(1, within(1e-12));
  }

  @Test
  void aVectorOfZerosIsLikeNothing() throws IOException {
    float[][] vectors = {{1, 0}, {1, 1}, {0, 0}, {0, 3}, {2, 0}, {5, 0}};
    assertThat(read().correlation(vectors)).isCloseTo(1, within(1e-12));
  }

  @Test
  void withoutAFolderTheyAreThoseThatShipAndNobodyHasScoredThem() {
    SentencePairs shipped = SentencePairs.read(Path.of(".."), null);
    assertThat(shipped.sentences()).hasSize(2_758);
    assertThat(shipped.correlation(new float[0][])).isNaN();
  }

  @Test
  void aFolderWithoutThemIsTheUsersFault() {
    assertThatThrownBy(() -> SentencePairs.read(Path.of(".."), data))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("stsb-en-test.csv");
  }
}
