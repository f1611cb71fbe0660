package subtext.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Every command on Spark that a document shows must be one that this build understands. */
class DocumentedCommandsTest {
  private static final Pattern COMMAND =
      Pattern.compile("^ *\\./subtext-spark (.*?)(?: +[#<>|].*)?$", Pattern.MULTILINE);

  /** What {@code ./subtext-spark} itself adds. */
  private static final List<String> OF_THE_SCRIPT = List.of("--spark", "s", "--application", "a");

  @ParameterizedTest
  @ValueSource(strings = {"docs/spark.md", "docs/scale.md"})
  void everyCommandCanBeParsed(String document) throws IOException {
    Matcher commands = COMMAND.matcher(Files.readString(Path.of("..").resolve(document)));
    int found = 0;
    for (; commands.find(); found++) {
      List<String> words = new ArrayList<>(OF_THE_SCRIPT);
      words.addAll(List.of(commands.group(1).split(" +", -1)));
      assertThatCode(() -> parse(words)).as(commands.group()).doesNotThrowAnyException();
    }
    assertThat(found).as("commands in %s", document).isPositive();
  }

  private static void parse(List<String> words) {
    CommandLine launch = Launch.commandLine();
    CommandSpec parsed = launch.parseArgs(words.toArray(String[]::new)).commandSpec();
    List<String> positional =
        parsed.positionalParameters().stream()
            .map(ArgSpec::stringValues)
            .flatMap(List::stream)
            .toList();
    List<String> own = positional.subList(1, positional.size());
    CommandLine verb = Verb.of(positional.getFirst()).orElseThrow().commandLine();
    verb.parseArgs(own.toArray(String[]::new));
  }
}
