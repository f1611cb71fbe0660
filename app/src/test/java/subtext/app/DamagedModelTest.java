package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model whose files are damaged is refused with the file's name: status 1, and no defect. */
class DamagedModelTest {
  @TempDir static Path shared;
  private static Path whole = Path.of("");

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    whole = SmallRun.finished(shared).resolve("model");
  }

  /** A copy of the model to damage. */
  private Path copy() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    try (Stream<Path> files = Files.list(whole)) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(file.getFileName()));
      }
    }
    return model;
  }

  private static void assertRefused(Path model, String file) {
    for (List<String> verb :
        List.of(
            List.of("generate", model.toString()),
            List.of("encode", model.toString(), "the cat"),
            List.of("train", "--from", model.toString(), "--data", SmallRun.HOME + "/NOTICE"))) {
      CommandLineRun run = CommandLineRun.of(SmallRun.HOME, verb.toArray(String[]::new));
      assertThat(run.status()).as("%s: %s", verb, run.err()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines()).hasSize(1).first().asString().contains(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "config.json", "tokenizer.json", "manifest.json"})
  void aTruncatedFileIsNamed(String name) throws IOException {
    Path model = copy();
    byte[] content = Files.readAllBytes(model.resolve(name));
    Files.write(model.resolve(name), Arrays.copyOf(content, content.length / 2));
    assertRefused(model, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "config.json", "tokenizer.json", "manifest.json"})
  void aFlippedBitIsNoticedAndItsFileNamed(String name) throws IOException {
    Path model = copy();
    byte[] content = Files.readAllBytes(model.resolve(name));
    content[content.length / 2] ^= 1;
    Files.write(model.resolve(name), content);
    assertRefused(model, "");
    if (!name.equals("manifest.json")) { // a bit of which may stand in another file's hash
      assertRefused(model, name);
    }
  }

  @Test
  void theTokenizerOfAnotherModelIsNamed() throws IOException {
    Path model = copy();
    Path corpus = folder.resolve("other.txt");
    Files.write(corpus, Stream.generate(() -> "quite another text").limit(200).toList());
    CommandLineRun other = SmallRun.train(corpus, folder.resolve("other"));
    assertThat(other.status()).as(other.err()).isZero();
    for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
      Files.write(
          model.resolve(name), Files.readAllBytes(folder.resolve("other/model").resolve(name)));
    }
    assertRefused(model, "tokenizer.json");
  }
}
