package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;

class RepresentBenchmarkTest {
  private static final Path HOME = Path.of("..").toAbsolutePath();

  @TempDir private Path data;

  private static Settings settings(@Nullable Path data, String only) {
    List<Path> models = List.of(HOME.resolve("models/quickstart-en"));
    return new Settings(HOME, null, data, models, 1, 1, List.of(only), List.of(), 5, 1);
  }

  private void write() throws IOException {
    for (String language : List.of("en", "zh")) {
      write("stsb/stsb-%s-test.csv".formatted(language), "a cat,a dog,2.5\na,the team,0\nb,c,5\n");
    }
    for (String set : RepresentData.LABELLED) {
      write(set + "/train.tsv", "y\tthe cat\nn\ta dog\n".repeat(20));
      write(set + "/test.tsv", "y\tthe cat\nn\ta dog\n");
    }
  }

  private void write(String name, String contents) throws IOException {
    Files.createDirectories(data.resolve(name).getParent());
    Files.writeString(data.resolve(name), contents);
  }

  @Test
  void aModelHasARowForItsWordsAndOneForItsMeans() throws IOException {
    write();
    List<String> progress = new ArrayList<>();
    Settings both =
        new Settings(
            HOME,
            null,
            data,
            settings(data, "words").models(),
            1,
            1,
            List.of("words", "model"),
            List.of(),
            5,
            1);
    RepresentReport report = new RepresentBenchmark(both, progress::add).run();

    assertThat(report.rows())
        .extracting(row -> row.encoder().name())
        .containsExactly("mean of the words of quickstart-en", "quickstart-en");
    assertThat(report.rows())
        .extracting(RepresentReport.Vectors::dimensions)
        .containsExactly(64, 32);
    assertThat(report.rows())
        .allSatisfy(
            row -> {
              assertThat(row.spearman()).isBetween(-1.0, 1.0);
              assertThat(row.probes()).containsOnlyKeys(RepresentData.LABELLED);
              assertThat(row.probes().values())
                  .allSatisfy(probed -> assertThat(probed.accuracy()).isEqualTo(1));
            });
    assertThat(progress).hasSize(2);
    assertThat(report.lines()).anySatisfy(line -> assertThat(line).contains("100.0 %"));
  }

  @Test
  void withoutDataOrWithHalfOfItNothingIsMeasured() throws IOException {
    assertThatThrownBy(() -> new RepresentBenchmark(settings(null, "model"), line -> {}).run())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--data");
    write();
    Files.delete(data.resolve("sst2/test.tsv"));
    assertThatThrownBy(() -> new RepresentBenchmark(settings(data, "model"), line -> {}).run())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("sst2");
  }
}
