package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @Test
  void namesJavaProcessorAndNativeEnvironment() {
    CommandLineRun run = CommandLineRun.of(Installation.find().home(), "doctor", "--quick");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("java ", "processor ", "heap limit ", "native cache ");
  }

  @Test
  void worksWithoutALauncherBesideIt(@TempDir Path elsewhere) {
    assertThat(CommandLineRun.of(elsewhere, "doctor", "--quick").status()).isZero();
  }

  @Test
  void aFindingIsOneAlignedLine() {
    assertThat(new Finding("java", "25").toLine(6)).isEqualTo("java    25");
    assertThat(new Finding("cache", "0 MB", "empty").toLine(6)).isEqualTo("cache   0 MB  (empty)");
  }
}
