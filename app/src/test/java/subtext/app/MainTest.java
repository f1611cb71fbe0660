package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.store.LibraryVersion;

class MainTest {
  @TempDir Path home;

  @Test
  void versionIsOneLineOfTheBuildsVersion() {
    CommandLineRun run = CommandLineRun.of(home, "version");
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEqualTo("subtext " + LibraryVersion.current() + "\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void numbersHaveAsciiDigitsInEveryLocale() {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    try {
      Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("fa-u-nu-arabext"));
      assertThat("%d".formatted(1)).isEqualTo("۱");
      CommandLineRun.of(home, "version");
      assertThat("%,d %.1f".formatted(1000, 0.5)).isEqualTo("1,000 0.5");
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  @Test
  void noVerbIsWrongUsage() {
    CommandLineRun run = CommandLineRun.of(home);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Give a verb").contains("subtext --help");
  }

  @Test
  void unknownVerbIsWrongUsageAndSuggestsTheNearest() {
    CommandLineRun run = CommandLineRun.of(home, "recipe");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("subtext: there is no verb 'recipe'; did you mean 'recipes'?");
  }

  @Test
  void unknownOptionIsWrongUsageAndPointsToTheVerbsHelp() {
    CommandLineRun run = CommandLineRun.of(home, "doctor", "--loud");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--loud").contains("subtext doctor --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quickstart",
        "train",
        "evaluate",
        "generate",
        "reconstruct",
        "interpolate",
        "encode",
        "score",
        "compare",
        "models",
        "recipes",
        "doctor",
        "completion",
        "version",
        "help"
      })
  void everyVerbHasHelpWithAnExample(String verb) {
    CommandLineRun run = CommandLineRun.of(home, verb, "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Usage: subtext " + verb).contains("Example");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void recipesListsNamesWithTheirDescriptions() throws IOException {
    Path recipes = Files.createDirectory(home.resolve("recipes"));
    Files.writeString(recipes.resolve("poems.yaml"), "name: poems\ndescription: Poems by form.\n");
    Files.writeString(recipes.resolve("plain.yaml"), "name: plain\n");
    assertThat(CommandLineRun.of(home, "recipes").out())
        .isEqualTo("plain\npoems  Poems by form.\n");
    assertThat(CommandLineRun.of(home, "recipes", "plain").out()).isEqualTo("name: plain\n");
  }

  @Test
  void aRecipeThatIsNotThereIsBadInputAndNamesThoseThatAre() throws IOException {
    Path recipes = Files.createDirectory(home.resolve("recipes"));
    Files.writeString(recipes.resolve("poems.yaml"), "name: poems\n");
    CommandLineRun run = CommandLineRun.of(home, "recipes", "诗");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("subtext: there is no recipe '诗'; choose from: poems\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completionNamesTheVerbs(String shell) {
    CommandLineRun run = CommandLineRun.of(home, "completion", shell);
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("doctor").contains("complete -F");
  }

  @Test
  void anotherShellIsWrongUsageAndNamesTheKnownOnes() {
    CommandLineRun run = CommandLineRun.of(home, "completion", "fish");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("fish").contains("bash, zsh");
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    StringWriter err = new StringWriter();
    Streams full =
        new Streams(InputStream.nullInputStream(), new FullDisk(), new PrintWriter(err), 0);
    assertThat(Main.run(new Installation(home), full, "version")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("subtext: No space left on device\n");
  }

  private static final class FullDisk extends Writer {
    @Override
    public void write(char[] characters, int from, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
