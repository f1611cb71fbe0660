package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.error.TrainingException;
import subtext.error.VersionException;

class FailuresTest {
  private final StringWriter err = new StringWriter();
  private final Failures failures =
      new Failures(
          new Subtext(
              new Installation(Path.of(".")),
              new Streams(
                  InputStream.nullInputStream(), new StringWriter(), new PrintWriter(err), 0)));

  @Test
  void badInputIsStatusTwo() {
    assertThat(failures.report(new InputException("epochs is 0, give 1 or more"))).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("subtext: epochs is 0, give 1 or more\n");
  }

  @Test
  void missingFileIsStatusTwoAndNamesTheFile() {
    NoSuchFileException missing = new NoSuchFileException("poems.txt");
    assertThat(failures.report(new UncheckedIOException(missing))).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("subtext: there is no file poems.txt\n");
  }

  @Test
  void aFailedWriteSaysWhatWasWritten() {
    IOException full = new IOException("No space left on device");
    assertThat(failures.report(new UncheckedIOException("cannot write poems.txt", full)))
        .isEqualTo(1);
    assertThat(failures.report(new UncheckedIOException(full))).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            """
            subtext: cannot write poems.txt: No space left on device
            subtext: No space left on device
            """);
  }

  @Test
  void damagedFilesOtherVersionsAndFailedTrainingAreStatusOneWithoutAStack() {
    Path file = Path.of("model.safetensors");
    assertThat(failures.report(new CorruptFileException(file, "is cut off"))).isEqualTo(1);
    assertThat(failures.report(new VersionException(file, 9, 1, 2))).isEqualTo(1);
    assertThat(failures.report(new TrainingException("the loss is NaN"))).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(3).noneMatch(line -> line.contains("defect"));
  }

  @Test
  void anythingElseIsADefectAndSaysHowToSeeTheStack() {
    assertThat(failures.report(new IllegalStateException("no scope"))).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("subtext: java.lang.IllegalStateException: no scope\n")
        .contains("--stacktrace");
  }

  @Test
  void aReaderThatWentAwayIsNotReported() {
    assertThat(failures.report(new IOException("Broken pipe"))).isEqualTo(1);
    assertThat(err.toString()).isEmpty();
  }
}
