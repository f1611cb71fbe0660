package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every command that a document shows must be one that this build understands. */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");

  /** A line of a block of shell, up to a comment, a redirection or a pipe. */
  private static final Pattern COMMAND =
      Pattern.compile("^ *\\./subtext (.*?)(?: +[#<>|].*)?$", Pattern.MULTILINE);

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private static String[] words(String command) {
    List<String> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(command); word.find(); ) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    return words.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
        "docs/benchmarks.md",
        "docs/classify.md",
        "docs/data.md",
        "docs/explain.md",
        "docs/explorer.md",
        "docs/results.md",
        "docs/rewrite.md",
        "docs/search.md",
        "docs/serve.md",
        "docs/translate.md"
      })
  void everyCommandCanBeParsed(String document) throws IOException {
    Matcher commands = COMMAND.matcher(Files.readString(ROOT.resolve(document)));
    int found = 0;
    while (commands.find()) {
      found++;
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
    assertThat(found).as("commands in %s", document).isPositive();
  }
}
