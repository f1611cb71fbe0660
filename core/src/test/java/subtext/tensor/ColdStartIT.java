package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The first start on a machine: the native libraries are yet to be unpacked. */
class ColdStartIT {
  @TempDir Path cache;
  @TempDir Path other;

  @Test
  @EnabledOnOs(OS.LINUX)
  void theEngineStartsWithAnEmptyCacheAndAForeignLibtorchOnTheLoaderPath() throws Exception {
    // Another library under these names is what an older libtorch is: the symbols are missing.
    foreign("libc10.so", "libtorch_cpu.so");
    foreign("libc10.so", "libtorch.so");
    foreign("libgomp.so.1", "libc10.so");
    assertThat(cache).isEmptyDirectory();
    assertThat(start()).as("cold").contains(ColdStart.ANSWER);
    assertThat(start()).as("warm").contains(ColdStart.ANSWER);
  }

  private void foreign(String library, String name) throws IOException {
    String resource = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/" + library;
    try (InputStream content = torch.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(content, resource), other.resolve(name));
    }
  }

  /** What a JVM of its own printed. */
  private String start() throws IOException, InterruptedException {
    Path output = other.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=" + other.resolve("crash.txt"),
                "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                "-cp",
                System.getProperty("java.class.path"),
                ColdStart.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LD_LIBRARY_PATH", other.toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }
}
