package subtext.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import subtext.config.Nearest;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.error.TrainingException;
import subtext.error.VersionException;

/** Turns what was thrown into one line on standard error and an exit status. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  static final int FAILED = 1;
  static final int WRONG_INPUT = 2;

  private final Subtext subtext;

  Failures(Subtext subtext) {
    this.subtext = subtext;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(
        "subtext: "
            + (e instanceof UnmatchedArgumentException u ? unknown(line, u) : e.getMessage()));
    err.println("See '" + line.getCommandSpec().qualifiedName() + " --help'.");
    return WRONG_INPUT;
  }

  private static String unknown(CommandLine line, UnmatchedArgumentException e) {
    String argument = e.getUnmatched().getFirst();
    if (line.getParent() == null && !argument.startsWith("-")) {
      return "there is no verb '"
          + argument
          + "'"
          + Nearest.hint(argument, line.getSubcommands().keySet());
    }
    List<String> options = line.getCommandSpec().optionsMap().keySet().stream().toList();
    return argument.startsWith("-")
        ? "there is no option " + argument + Nearest.hint(argument, options)
        : "one argument too many: '" + argument + "'";
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    return report(e);
  }

  /** Prints the line and gives the exit status. */
  int report(Throwable thrown) {
    Throwable e = fault(thrown);
    if (e instanceof IOException && "Broken pipe".equals(e.getMessage())) {
      return FAILED; // the reader, head for example, has seen enough: nobody is left to tell
    }
    PrintWriter err = subtext.streams().err();
    err.println("subtext: " + what(thrown) + message(e));
    if (subtext.stackTraces()) {
      thrown.printStackTrace(err);
    } else if (isDefect(e)) {
      err.println("This is a defect of Subtext; with --stacktrace the same command shows where.");
    }
    return e instanceof InputException || e instanceof NoSuchFileException ? WRONG_INPUT : FAILED;
  }

  /** What went wrong, without what only carries it. */
  private static Throwable fault(Throwable thrown) {
    return switch (thrown) {
      case UncheckedIOException e when e.getCause() != null -> e.getCause();
      case ExceptionInInitializerError e when e.getCause() instanceof InputException cause -> cause;
      default -> thrown;
    };
  }

  /** What was being done when reading or writing failed, where that was said. */
  private static String what(Throwable thrown) {
    if (thrown instanceof UncheckedIOException && thrown.getCause() instanceof IOException cause) {
      String what = String.valueOf(thrown.getMessage());
      return what.contains(String.valueOf(cause.getMessage())) ? "" : what + ": ";
    }
    return "";
  }

  private static String message(Throwable e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no file " + missing.getFile();
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case FileAlreadyExistsException existing -> existing.getFile() + " exists already";
      case OutOfMemoryError memory ->
          "out of memory (%s); a smaller train.batch needs less, SUBTEXT_JAVA_OPTIONS=-Xmx8g gives more"
              .formatted(memory.getMessage());
      default -> isDefect(e) ? e.toString() : String.valueOf(e.getMessage());
    };
  }

  private static boolean isDefect(Throwable e) {
    return !(e instanceof InputException
        || e instanceof CorruptFileException
        || e instanceof VersionException
        || e instanceof TrainingException
        || e instanceof IOException
        || e instanceof OutOfMemoryError);
  }
}
