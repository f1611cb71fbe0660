package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.tensor.Processor;

class DoctorCommandTest {
  @Test
  void namesJavaProcessorAndNativeEnvironment() {
    CommandLineRun run = CommandLineRun.of(Installation.find().home(), "doctor", "--quick");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("java ", "processor ", "heap limit ", "native cache ");
  }

  @Test
  void productsAreMeasuredInWhatTheProcessorHasInstructionsFor() {
    assertThat(Engine.findings(/* bfloat16= */ false))
        .extracting(Finding::name)
        .contains("libtorch", "gemm float32")
        .doesNotContain("gemm bfloat16");
    assertThat(Engine.findings().stream().anyMatch(found -> found.name().equals("gemm bfloat16")))
        .isEqualTo(Processor.hasBfloat16());
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
