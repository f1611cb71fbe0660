package subtext.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import subtext.error.TrainingException;

/**
 * One trainer on a run folder. The operating system holds the lock, so it is free the moment its
 * process ends, killed or not. The file stays and says which process took it last.
 */
public final class RunLock implements AutoCloseable {
  /**
   * Lock files held by this process. POSIX drops a process's lock when the process closes any
   * descriptor of that file, so a second attempt in here must not even open it.
   */
  private static final Set<Path> held = ConcurrentHashMap.newKeySet();

  private static final int PID_DIGITS = 20;

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock of a run at once or not at all.
   *
   * @throws TrainingException if another trainer holds it, with its process id
   */
  public static RunLock take(RunFolder run) {
    Path file = run.lock();
    try {
      file = run.path().toRealPath().resolve(file.getFileName());
      if (!held.add(file)) {
        throw busy(run, ProcessHandle.current().pid() + " (this one)");
      }
      try {
        return new RunLock(file, open(run, file));
      } catch (IOException | RuntimeException e) {
        held.remove(file);
        throw e;
      }
    } catch (IOException e) {
      throw new TrainingException("cannot lock " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Whether a trainer is at work on a run, as far as can be told without touching the lock: the
   * process that took it last lives, and has not come into being since. A trainer on another
   * machine is not seen.
   */
  public static boolean isTaken(RunFolder run) {
    try {
      Path file = run.path().toRealPath().resolve(run.lock().getFileName());
      if (held.contains(file)) {
        return true;
      }
      String pid = Files.exists(file) ? Files.readString(file, UTF_8).strip() : "";
      if (!pid.matches("\\d{1,18}") || Long.parseLong(pid) == ProcessHandle.current().pid()) {
        return false;
      }
      Instant taken = Files.getLastModifiedTime(file).toInstant();
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(ProcessHandle::isAlive)
          .flatMap(process -> process.info().startInstant())
          .filter(start -> start.isBefore(taken.plusSeconds(1)))
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static FileChannel open(RunFolder run, Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
    try {
      if (channel.tryLock() == null) {
        throw busy(run, holder(channel));
      }
      channel.truncate(0);
      channel.write(UTF_8.encode(Long.toString(ProcessHandle.current().pid())), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(PID_DIGITS);
    channel.read(pid, 0);
    String text = UTF_8.decode(pid.flip()).toString();
    return text.matches("\\d+") ? text : "that does not say its id yet";
  }

  private static TrainingException busy(RunFolder run, String pid) {
    return new TrainingException(
        "%s is in use: process %s trains there. Wait for it, stop it, or give another folder (--out)"
            .formatted(run.path(), pid));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      held.remove(file);
    }
  }
}
