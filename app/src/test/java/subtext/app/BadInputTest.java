package subtext.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user can get wrong: status 2 and one line that names file, line or key. */
class BadInputTest {
  private static final Path HOME = Installation.find().home();
  private static final String SETS = HOME.resolve("data").toString();

  @TempDir Path folder;

  private CommandLineRun train(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 3);
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[0] = "train";
    all[all.length - 2] = "--out";
    all[all.length - 1] = folder.resolve("run").toString();
    return CommandLineRun.of(HOME, all);
  }

  private void assertRefused(CommandLineRun run, String message) {
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1).first().asString().contains(message);
    assertThat(folder.resolve("run/recipe.yaml")).doesNotExist();
  }

  private void assertCorpusRefused(byte[] content, String message) throws IOException {
    Path corpus = Files.write(folder.resolve("my.txt"), content);
    assertRefused(
        train("--data", corpus.toString(), "--set", "tokens={kind: whitespace}"), message);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void aMissingCorpusIsNamed() {
    assertRefused(train("--data", folder.resolve("my.txt").toString()), "my.txt does not exist");
    assertRefused(train("quickstart-en", "--data", "/nowhere"), "--data /nowhere does not exist");
  }

  @Test
  void aMissingFileOfASetIsNamedWithItsKey() {
    assertRefused(
        train("quickstart-en", "--data", SETS, "--set", "data.valid=dev.tsv"), "data.valid: ");
  }

  @Test
  void anEmptyCorpusIsNamed() throws IOException {
    assertCorpusRefused(new byte[0], "my.txt is empty");
  }

  @Test
  void aCorpusOfOneLineIsNamed() throws IOException {
    assertCorpusRefused(utf8("only one\n"), "my.txt holds one text only");
  }

  @Test
  void aCorpusOfBlankLinesIsNamed() throws IOException {
    assertCorpusRefused(utf8("\n  \n\t\n\n"), "my.txt holds blank lines only");
  }

  @Test
  void aCorpusTooSmallToBeSplitIsNamed() throws IOException {
    assertCorpusRefused(utf8("one\ntwo\n"), "my.txt: no line falls into the ");
  }

  @Test
  void invalidUtf8IsNamedWithLineAndByte() throws IOException {
    byte[] content = utf8("one\ntwo\nthr?e\nfour\n");
    content[11] = (byte) 0xC3;
    assertCorpusRefused(content, "my.txt:3:");
  }

  @Test
  void aLineOfFiftyMegabytesIsNamed() throws IOException {
    Path corpus = folder.resolve("my.txt");
    try (OutputStream out = Files.newOutputStream(corpus)) {
      out.write(utf8("one\ntwo\n"));
      byte[] chunk = utf8("word ".repeat(200_000));
      for (int i = 0; i < 50; i++) {
        out.write(chunk);
      }
    }
    assertRefused(train("--data", corpus.toString()), "my.txt:3:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train: {ephocs: 3}|mine.yaml:2: train.ephocs: unknown key; did you mean 'epochs'?",
        "train: {epochs: 0}|mine.yaml:2: train.epochs: 0 is out of range; allowed: 1 or more",
        "tokens: {kind: words}|mine.yaml:2: tokens.kind: 'words' is unknown; did you mean 'word'?",
        "model: [1, 2]|mine.yaml:2: model",
        "model: {latent: 4|mine.yaml:",
      })
  void aRecipeThatIsWrongIsNamedWithLineAndKey(String line, String message) throws IOException {
    Path recipe = Files.writeString(folder.resolve("mine.yaml"), "name: mine\n" + line + "\n");
    assertRefused(train(recipe.toString()), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--timeout|100000|--timeout: 100000 is out of range; allowed: above 0 to 86400 seconds",
        "--timeout|0|--timeout: 0 is out of range; allowed: above 0 to 86400 seconds",
        "--body-limit|3|--body-limit: 3 is out of range; allowed: 1024 to 1073741824",
        "--window|10001|--window: 10001 is out of range; allowed: 0 to 10000",
        "--queue|0|--queue: 0 is out of range; allowed: 1 to 1000000",
        "--port|65536|--port: 65536 is out of range; allowed: 0 to 65535",
      })
  void anOptionOfTheServerIsNamedInItsOwnUnit(String option, String value, String message) {
    assertRefused(CommandLineRun.of(HOME, "serve", option, value), message);
  }

  @Test
  void aRunThatIsThereAlreadyIsLeftAlone() throws IOException {
    Path recipe = Files.createDirectory(folder.resolve("run")).resolve("recipe.yaml");
    Files.writeString(recipe, "name: first\n");
    CommandLineRun second = train("quickstart-en", "--data", SETS);
    assertThat(second.status()).isEqualTo(2);
    assertThat(second.err()).contains("holds a run already: go on with it (--resume ");
    assertThat(recipe).content().isEqualTo("name: first\n");
  }
}
