package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import subtext.recipe.Recipe;

/** Every command that a document shows must be one that this build understands. */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");

  /** A line of a block of shell, up to a comment, a redirection or a pipe. */
  private static final Pattern COMMAND =
      Pattern.compile("^ *\\./subtext (.*?)(?: +[#<>|].*)?$", Pattern.MULTILINE);

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private static String[] words(String command) {
    List<String> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(command); word.find(); ) {
      words.add(
          IntStream.rangeClosed(1, 3)
              .mapToObj(word::group)
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow());
    }
    return words.toArray(String[]::new);
  }

  /** The text of {@code document}, with lines that go on joined. */
  private static String text(Path document) throws IOException {
    return Files.readString(document).replaceAll("\\\\\n *", "");
  }

  static List<Path> documents() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.md")) {
        for (Path file : files) {
          if (COMMAND.matcher(text(file)).find()) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }

  @Test
  void documentsWithCommandsAreFound() throws IOException {
    assertThat(documents())
        .map(file -> file.getFileName().toString())
        .contains("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "answer.md", "other-data.md")
        .hasSizeGreaterThan(14);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandCanBeParsed(Path document) throws IOException {
    Matcher commands = COMMAND.matcher(text(document));
    while (commands.find()) {
      String[] words = words(commands.group(1));
      Streams streams =
          new Streams(
              InputStream.nullInputStream(),
              new StringWriter(),
              new PrintWriter(new StringWriter()),
              0);
      CommandLine line =
          Verbs.commandLine(new Subtext(new Installation(ROOT), streams), words)
              .setCaseInsensitiveEnumValuesAllowed(true);
      assertThatCode(() -> line.parseArgs(words))
          .as("%s: %s", document, commands.group())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everySettingOfAShippedRecipeExists(Path document) throws IOException {
    Matcher commands = COMMAND.matcher(text(document));
    while (commands.find()) {
      List<String> words = List.of(words(commands.group(1)));
      Path recipe =
          ROOT.resolve("recipes").resolve(words.get(Math.min(1, words.size() - 1)) + ".yaml");
      if (words.getFirst().equals("train") && Files.exists(recipe)) {
        List<String> settings =
            words.stream()
                .filter(word -> word.matches("[a-z][A-Za-z.]*=.*"))
                .map(setting -> setting.replace("$seed", "1"))
                .toList();
        assertThatCode(() -> Recipe.read(recipe, settings))
            .as("%s: %s", document, commands.group())
            .doesNotThrowAnyException();
      }
    }
  }
}
