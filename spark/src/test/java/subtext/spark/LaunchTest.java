package subtext.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code ./subtext-spark} says of itself. */
class LaunchTest {
  private static String said(String... words) {
    StringWriter out = new StringWriter();
    CommandLine launch = Launch.commandLine().setOut(new PrintWriter(out));
    assertThat(launch.execute(words)).isZero();
    return out.toString();
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void aVerbShowsItsOwnOptionsAndThoseOfTheCluster(Verb verb) {
    assertThat(said(verb.word(), "--help"))
        .contains("subtext-spark " + verb.word())
        .contains("--local", "--memory", "--driver-memory", "--scratch")
        .doesNotContain("--application")
        .satisfies(
            said ->
                assertThat(verb.commandLine().getCommandSpec().options())
                    .extracting(OptionSpec::longestName)
                    .allMatch(said::contains));
  }

  @Test
  void withoutAVerbAllVerbsAreShown() {
    assertThat(said("--help")).contains(Verb.help()).contains("--local");
  }
}
