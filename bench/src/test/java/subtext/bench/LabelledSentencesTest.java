package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;

class LabelledSentencesTest {
  @TempDir private Path data;

  private LabelledSentences read(int train) throws IOException {
    Path folder = Files.createDirectories(data.resolve("set"));
    Files.writeString(
        folder.resolve("train.tsv"),
        IntStream.range(0, train)
            .mapToObj(i -> (i % 2 == 0 ? "good" : "bad") + "\ttext " + i + "\n")
            .collect(Collectors.joining()));
    Files.writeString(folder.resolve("test.tsv"), "bad\tone\nugly\ttwo\ngood\tthree\ngood\tfour\n");
    return LabelledSentences.read(data, "set");
  }

  @Test
  void labelsAreNumberedInTheOrderOfTheirNames() throws IOException {
    LabelledSentences found = read(3);
    assertThat(found.names()).containsExactly("bad", "good", "ugly");
    assertThat(found.train()).containsExactly("text 0", "text 1", "text 2");
    assertThat(found.trainLabels()).containsExactly(1, 0, 1);
    assertThat(found.test()).containsExactly("one", "two", "three", "four");
    assertThat(found.testLabels()).containsExactly(0, 2, 1, 1);
  }

  @Test
  void theAccuracyIsThatOfTheTestSentences() throws IOException {
    LabelledSentences sentences = read(100);
    float[][] vectors = new float[100][];
    for (int i = 0; i < 100; i++) {
      vectors[i] = new float[] {i % 2 == 0 ? 1 : -1};
    }
    float[][] test = {{-1}, {-1}, {1}, {-1}}; // right, a label that training lacks, right, wrong
    LabelledSentences.Probed probed = sentences.probe(vectors, test);
    assertThat(probed.accuracy()).isEqualTo(0.5);
    assertThat(LabelledSentences.PENALTIES).contains(probed.penalty());
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> LabelledSentences.read(data, "trec"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("train.tsv");
  }

  @Test
  void ofEqualPenaltiesTheGreaterIsTaken() throws IOException {
    float[][] same = new float[100][];
    for (int i = 0; i < 100; i++) {
      same[i] = new float[] {1};
    }
    assertThat(read(100).probe(same, new float[][] {{1}, {1}, {1}, {1}}).penalty())
        .isEqualTo(List.copyOf(LabelledSentences.PENALTIES).getLast());
  }
}
