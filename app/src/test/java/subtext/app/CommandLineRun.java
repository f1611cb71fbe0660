package subtext.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** One run of the command line inside the test's process: what it printed and its exit status. */
record CommandLineRun(int status, String out, String err) {

  static CommandLineRun of(Path home, String... arguments) {
    return withInput(home, "", arguments);
  }

  static CommandLineRun withInput(Path home, String input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Streams streams =
        new Streams(new ByteArrayInputStream(input.getBytes(UTF_8)), out, new PrintWriter(err), 0);
    int status = Main.run(new Installation(home), streams, arguments);
    return new CommandLineRun(status, out.toString(), err.toString());
  }

  /** That it was refused with a {@code message}. */
  void assertRefused(String message) {
    assertThat(status).as(err).isEqualTo(2);
    assertThat(err).contains(message);
  }
}
