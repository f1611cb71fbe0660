package subtext.spark;

import java.io.PrintWriter;
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
    err.println("subtext-spark: " + (isDefect(known) ? known : known.getMessage()));
    if (isDefect(known)) {
      thrown.printStackTrace(err);
    }
    err.flush();
    return known instanceof InputException ? WRONG_INPUT : FAILED;
  }

  /** What a task or a future only carries: the first error of ours among the causes. */
  static Throwable known(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (!isDefect(e)) {
        return e;
      }
    }
    return thrown;
  }

  private static boolean isDefect(Throwable e) {
    return !(e instanceof InputException
        || e instanceof CorruptFileException
        || e instanceof VersionException
        || e instanceof TrainingException);
  }
}
