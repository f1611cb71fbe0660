package examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.use.Model;
import subtext.use.TinyModel;

class UseAModelTest {
  @TempDir Path folder;

  @Test
  void theExampleRuns() {
    try (Model model = TinyModel.vae()) {
      model.save(folder.resolve("model"));
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      UseAModel.main(new String[] {folder.toString()});
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(UTF_8).lines()).hasSize(1 + 5 + 6);
  }
}
