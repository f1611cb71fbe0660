package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verbs with a model of images, 4 x 4, which are black but for a white row. */
class ImagesTest {
  private static final Path HOME = Installation.find().home();

  @TempDir static Path folder;

  private static CommandLineRun subtext(String... arguments) {
    return CommandLineRun.of(HOME, arguments);
  }

  private static String run() {
    return folder.resolve("run").toString();
  }

  @BeforeAll
  static void train() throws IOException {
    Path images = images(folder.resolve("rows-images-idx3-ubyte"), 60);
    List<String> arguments = new ArrayList<>(List.of("train", "fashion-mnist-bernoulli"));
    arguments.addAll(List.of("--data", images.toString(), "--out", run(), "--set"));
    arguments.addAll(
        List.of(
            "data={validShare: 0.3, testShare: 0.3}",
            "model.latent=2",
            "model.encoder.hidden=8",
            "model.decoder.network.hidden=8",
            "train={epochs: 2, batch: 8}"));
    CommandLineRun trained = subtext(arguments.toArray(String[]::new));
    assertThat(trained.status()).as(trained.err()).isZero();
  }

  private static Path images(Path file, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16 + 16 * count);
    bytes.putInt(0x0803).putInt(count).putInt(4).putInt(4);
    for (int n = 0; n < count; n++) {
      for (int row = 0; row < 4; row++) {
        bytes.putInt(row == n % 4 ? -1 : 0);
      }
    }
    return Files.write(file, bytes.array());
  }

  @Test
  void theHeldOutImagesAreMeasured() {
    CommandLineRun measured = subtext("evaluate", run(), "--iwae", "2", "--json");
    assertThat(measured.status()).as(measured.err()).isZero();
    JsonNode figures = JsonMapper.shared().readTree(measured.out());
    assertThat(figures.get("tokens").asLong()).isEqualTo(16 * figures.get("sentences").asLong());
    assertThat(figures.get("nll").asDouble()).isBetween(0.0, 16.0);
  }

  @Test
  void imagesInAFileAreMeasured() throws IOException {
    Path others = images(folder.resolve("others-images-idx3-ubyte"), 5);
    CommandLineRun measured = subtext("evaluate", run(), others.toString(), "--iwae", "0");
    assertThat(measured.out()).contains("sentences     5", "tokens        80");
  }

  @Test
  void aSheetIsDrawn() throws IOException {
    Path sheet = folder.resolve("sheet.png");
    CommandLineRun drawn = subtext("generate", run(), "-n", "5", "--out", sheet.toString());
    assertThat(drawn.status()).as(drawn.err()).isZero();
    assertThat(drawn.out()).isEmpty();
    assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(2 + 3 * 10);
  }

  @Test
  void aSheetThatCannotBeDrawnAsAskedIsRefused() {
    String sheet = folder.resolve("refused.png").toString();
    assertThat(subtext("generate", run(), "--out", "/nowhere/sheet.png").err())
        .contains("--out /nowhere/sheet.png: its folder does not exist");
    assertThat(subtext("generate", run(), "--out", folder.toString()).err())
        .contains("--out: " + folder + " cannot be written");
    for (String count : List.of("0", "10001")) {
      CommandLineRun refused = subtext("generate", run(), "--out", sheet, "-n", count);
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err()).contains("--count with --out: " + count, "1 to 10000");
    }
    for (String idle : List.of("--diverse", "--greedy", "--label=shoe", "--top-k=3", "--jsonl")) {
      CommandLineRun refused = subtext("generate", run(), "--out", sheet, idle);
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err())
          .contains(idle.replaceFirst("=.*", "") + ": does nothing with --out, which draws images");
    }
    assertThat(Path.of(sheet)).doesNotExist();
  }

  @Test
  void verbsThatWriteTextSayWhatTheModelIs() {
    for (String verb : List.of("generate", "reconstruct", "encode", "score")) {
      CommandLineRun refused =
          verb.equals("generate") ? subtext(verb, run()) : subtext(verb, run(), "a text");
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err()).contains("reads and draws images, not text");
    }
  }
}
