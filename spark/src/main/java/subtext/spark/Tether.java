package subtext.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the {@code main} of another class for as long as the process lives that has started this
 * one, and no longer. Standard input is a pipe from that process, which the system closes in
 * whatever way it ends. What this process has started ends with it.
 *
 * <p>The property {@value #FOLDER} names a folder that is deleted then, for whoever would have
 * deleted it otherwise is gone.
 */
final class Tether {
  static final String FOLDER = "subtext.tether.folder";

  private static final int CUT = 1;
  private static final int TURNS = 40;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private Tether() {}

  /** Runs the class that the first word names, whose {@code main} gets the others. */
  public static void main(String[] words) throws ReflectiveOperationException {
    Thread watch = new Thread(Tether::untilCut, "tether");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(words[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(words, 1, words.length));
    } catch (InvocationTargetException e) {
      e.printStackTrace();
      System.exit(CUT);
    }
  }

  private static void untilCut() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // No more can be read, which is what was waited for.
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    String folder = System.getProperty(FOLDER);
    if (folder != null) {
      delete(Path.of(folder));
    }
    Runtime.getRuntime().halt(CUT);
  }

  /** The other processes end at the same time, and may write to it for a moment. */
  private static void delete(Path folder) {
    for (int turn = 0; turn < TURNS && Files.exists(folder); turn++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      try {
        LocalCluster.delete(folder);
      } catch (UncheckedIOException e) {
        // Another turn.
      }
    }
  }
}
