package subtext.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine;

/** Entry point. Exit status: 0 done, 1 failed, 2 wrong usage or bad input. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(Installation.find(), Streams.ofProcess(), arguments));
  }

  /**
   * Runs one verb to its end and gives the exit status. From then on the process formats numbers
   * without regard to its locale: in recipes and names of files, digits have to be ASCII.
   */
  static int run(Installation installation, Streams streams, String... arguments) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    Subtext subtext = new Subtext(installation, streams);
    Failures failures = new Failures(subtext);
    CommandLine line =
        Verbs.commandLine(subtext, arguments)
            .setOut(streams.outPrinter())
            .setErr(streams.err())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpLongOptionsMaxWidth(32)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures);
    int status;
    try {
      status = line.execute(arguments);
    } catch (Error e) { // memory that ran out, classes that are missing: picocli lets them through
      status = failures.report(e);
    }
    try {
      streams.flush();
    } catch (IOException e) {
      status = failures.report(new UncheckedIOException(e));
    }
    return status;
  }
}
