package subtext.spark;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.ipc.RetriableException;
import org.apache.hadoop.ipc.StandbyException;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.error.TrainingException;
import subtext.error.VersionException;

/** Turns what was thrown into a line on standard error and an exit status. */
final class Failures {
  static final int FAILED = 1;
  static final int WRONG_INPUT = 2;

  private Failures() {}

  /** Prints the line and gives the exit status: 2 for a fault of the user, else 1. */
  static int report(Throwable thrown, PrintWriter err) {
    Throwable known = known(thrown);
    if (!isDefect(known)) {
      err.println("subtext-spark: " + known.getMessage());
    } else {
      Optional<Throwable> stored = first(thrown, Failures::isOfStorage);
      err.println("subtext-spark: " + stored.map(Failures::ofStorage).orElse(known.toString()));
      if (stored.isEmpty()) {
        thrown.printStackTrace(err);
      }
    }
    err.flush();
    return known instanceof InputException ? WRONG_INPUT : FAILED;
  }

  /** What a task or a future only carries: the first error of ours among the causes. */
  static Throwable known(Throwable thrown) {
    return first(thrown, e -> !isDefect(e)).orElse(thrown);
  }

  private static Optional<Throwable> first(Throwable thrown, Predicate<Throwable> wanted) {
    return Stream.iterate(thrown, e -> e != null, Throwable::getCause).filter(wanted).findFirst();
  }

  private static boolean isDefect(Throwable e) {
    return !(e instanceof InputException
        || e instanceof CorruptFileException
        || e instanceof VersionException
        || e instanceof TrainingException);
  }

  private static boolean isOfStorage(Throwable e) {
    return e instanceof UncheckedIOException || e instanceof IOException;
  }

  /** One line for what a disk or a file system has refused: where, what, and what it calls that. */
  static String ofStorage(Throwable e) {
    Throwable cause = e.getCause();
    Class<?> kind = cause instanceof IOException ? cause.getClass() : e.getClass();
    String said = String.valueOf(e.getMessage()).replace(kind.getName() + ": ", "");
    return "%s (%s)".formatted(said.lines().findFirst().orElse(""), kind.getSimpleName());
  }

  /** Whether a connection is at fault, or an interrupt, which may be otherwise the next time. */
  static boolean isPassing(Throwable e) {
    return first(
            e,
            cause ->
                cause instanceof SocketException
                    || cause instanceof UnknownHostException
                    || cause instanceof InterruptedIOException
                    || cause instanceof ClosedChannelException
                    || cause instanceof RetriableException
                    || cause instanceof StandbyException)
        .isPresent();
  }
}
