package subtext.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import subtext.error.TrainingException;

/**
 * A process in the background whose output goes to a file. Its standard input is open as long as
 * this process lives.
 */
final class Daemon implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(5);

  private final Process process;
  private final Path log;
  private final Thread last = new Thread(this::end, "end of a daemon");

  private Daemon(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts {@code command}.
   *
   * @param log made, or emptied
   */
  static Daemon start(List<String> command, Map<String, String> environment, Path log) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Daemon daemon = new Daemon(builder.start(), log);
      Runtime.getRuntime().addShutdownHook(daemon.last);
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  /**
   * Waits until it writes what matches {@code pattern}, and gives the first group of that.
   *
   * @throws TrainingException if it ends before, or does not say so within a minute
   */
  String says(Pattern pattern) {
    long until = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < until) {
      boolean running = process.isAlive(); // before what it wrote last is read
      Matcher found = pattern.matcher(written());
      if (found.find()) {
        return found.group(1);
      }
      if (!running) {
        throw new TrainingException(
            "a process of Spark ended with status %d: %s"
                .formatted(process.exitValue(), written()));
      }
      pause();
    }
    throw new TrainingException("a process of Spark has not started within a minute; see " + log);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  private String written() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process started", e);
    }
  }

  /** Ends the process and those that it has started, in whatever way is needed. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(last);
    } catch (IllegalStateException e) {
      return; // this process is ending already, and the hook does the same
    }
  }

  private void end() {
    List<ProcessHandle> started = process.descendants().toList();
    process.toHandle().destroy(); // Process.destroy closes standard input, too
    try {
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
