package subtext.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A disk that loses its power at the {@code lastOperation}-th operation and keeps only what POSIX
 * promises: contents that were synced, and names whose folder was synced. {@link #cut} does to the
 * rest what disks do: it deletes, zeroes, halves or flips unsynced files and takes back renames.
 */
final class PowerCutFiles implements FileLayer {
  private final int lastOperation;
  private final Set<Path> unsyncedContents = new HashSet<>();
  private final Set<Path> unsyncedNames = new HashSet<>();
  private final Deque<Rename> unsyncedRenames = new ArrayDeque<>();
  private int operations;

  private record Rename(Path from, Path to) {
    Path undone(Path path) {
      return path.startsWith(to) ? from.resolve(to.relativize(path)) : path;
    }

    Path done(Path path) {
      return path.startsWith(from) ? to.resolve(from.relativize(path)) : path;
    }
  }

  PowerCutFiles(int lastOperation) {
    this.lastOperation = lastOperation;
  }

  int operations() {
    return operations;
  }

  /** Damages whatever was not synced, as the seed says. */
  void cut(long seed) throws IOException {
    Random random = new Random(seed);
    int undo = random.nextInt(unsyncedRenames.size() + 1);
    for (int i = 0; i < undo; i++) {
      Rename rename = unsyncedRenames.pop();
      if (Files.exists(rename.to) && !Files.exists(rename.from)) {
        DISK.move(rename.to, rename.from);
        replaceAll(unsyncedContents, rename::undone);
        replaceAll(unsyncedNames, rename::undone);
      }
    }
    for (Path name : unsyncedNames) {
      if (random.nextBoolean() && Files.exists(name)) {
        DISK.delete(name);
      }
    }
    for (Path file : unsyncedContents) {
      if (Files.exists(file)) {
        damage(file, random);
      }
    }
  }

  private static void damage(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    switch (random.nextInt(4)) {
      case 0 -> Files.delete(file);
      case 1 -> Files.write(file, new byte[bytes.length]);
      case 2 -> DISK.truncate(file, bytes.length / 2);
      default -> {
        if (bytes.length > 0) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          Files.write(file, bytes);
        }
      }
    }
  }

  private void operation() throws IOException {
    if (operations++ >= lastOperation) {
      throw new IOException("the power is off");
    }
  }

  @Override
  public Output create(Path file) throws IOException {
    operation();
    unsyncedNames.add(file);
    unsyncedContents.add(file);
    return new TrackedOutput(file, DISK.create(file));
  }

  @Override
  public Output append(Path file) throws IOException {
    operation();
    unsyncedContents.add(file);
    return new TrackedOutput(file, DISK.append(file));
  }

  @Override
  public void truncate(Path file, long bytes) throws IOException {
    operation();
    DISK.truncate(file, bytes);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    operation();
    DISK.createFolder(folder);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    operation();
    unsyncedNames.removeIf(name -> name.resolveSibling("").equals(folder));
    unsyncedRenames.removeIf(rename -> rename.to.resolveSibling("").equals(folder));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    operation();
    DISK.move(from, to);
    Rename rename = new Rename(from, to);
    unsyncedRenames.push(rename);
    replaceAll(unsyncedContents, rename::done);
    replaceAll(unsyncedNames, rename::done);
  }

  @Override
  public void delete(Path path) throws IOException {
    operation();
    DISK.delete(path);
    unsyncedContents.remove(path);
    unsyncedNames.remove(path);
  }

  private static void replaceAll(Set<Path> paths, UnaryOperator<Path> change) {
    Set<Path> changed = paths.stream().map(change).collect(Collectors.toSet());
    paths.clear();
    paths.addAll(changed);
  }

  private final class TrackedOutput implements Output {
    private final Path file;
    private final Output out;

    TrackedOutput(Path file, Output out) {
      this.file = file;
      this.out = out;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      operation();
      out.write(bytes);
    }

    @Override
    public void sync() throws IOException {
      operation();
      unsyncedContents.remove(file);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
