package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;

class LabelBenchmarkTest {
  /** A set whose labels one word tells. */
  private static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String split : List.of("train", "valid", "test")) {
      List<String> lines = new ArrayList<>();
      for (int n = 0; n < 24; n++) {
        lines.add(
            n % 2 == 0
                ? "pos\tit is number %d and fine".formatted(n / 4)
                : "neg\tit is number %d and dull".formatted(n / 4));
      }
      Files.write(folder.resolve(split + ".tsv"), lines);
    }
  }

  private static LabelSettings settings(Path folder, LabelMethod... methods) {
    return new LabelSettings(
        Path.of("..").toAbsolutePath(),
        folder,
        LabelSet.SST2,
        List.of(8),
        2,
        List.of(methods),
        folder.resolve("cells"),
        1);
  }

  @Test
  void methodsLearnFromTheLabelsThatTheyAreTold(@TempDir Path folder) throws IOException {
    write(folder.resolve("sst2"));
    LabelSettings settings = settings(folder, LabelMethod.TFIDF, LabelMethod.SUPERVISED);
    LabelReport report = new LabelBenchmark(settings, line -> {}).run();
    assertThat(report.outcomes()).hasSize(4);
    assertThat(report.outcomes())
        .filteredOn(found -> found.method().equals("tfidf"))
        .allSatisfy(found -> assertThat(found.accuracy()).isEqualTo(1));
    assertThat(report.differences()).isEmpty();
  }

  @Test
  void whatWasMeasuredIsNotMeasuredAgain(@TempDir Path folder) throws IOException {
    write(folder.resolve("sst2"));
    LabelSettings settings = settings(folder, LabelMethod.TFIDF);
    List<String> said = new ArrayList<>();
    new LabelBenchmark(settings, said::add).run();
    assertThat(said).hasSize(2);
    Files.delete(settings.folder().resolve("sst2-tfidf-8-2.json"));
    Path kept = settings.folder().resolve("sst2-tfidf-8-1.json");
    Files.writeString(
        kept, Files.readString(kept).replace("\"accuracy\":1.0", "\"accuracy\":0.25"));
    said.clear();
    LabelReport report = new LabelBenchmark(settings, said::add).run();
    assertThat(said).singleElement().asString().contains("seed 2");
    assertThat(report.outcomes()).extracting(LabelOutcome::accuracy).containsExactly(0.25, 1.0);
  }

  @Test
  void namesThatDoNotExistAreListed() {
    assertThatThrownBy(() -> LabelSet.named("imdb"))
        .isInstanceOf(InputException.class)
        .hasMessage("--set: imdb is none of [sst2, trec, chnsenticorp, wordnet]");
    assertThatThrownBy(() -> LabelMethod.named("bert"))
        .isInstanceOf(InputException.class)
        .hasMessage("--methods: bert is none of [tfidf, lstm, supervised, m1, m2, probe]");
  }
}
