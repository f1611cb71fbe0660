package subtext.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.util.SerializableConfiguration;
import subtext.error.InputException;

/**
 * Files and folders of any file system that Hadoop knows. Its methods throw {@link
 * UncheckedIOException}.
 */
final class Storage implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int CHUNK = 1 << 16;

  private final SerializableConfiguration configuration;

  Storage(Configuration configuration) {
    this.configuration = new SerializableConfiguration(configuration);
  }

  private interface Work<T> {
    T on(FileSystem files, Path path) throws IOException;
  }

  private <T> T with(String uri, Work<T> work) {
    try {
      Path path = new Path(uri);
      return work.on(files(path), path);
    } catch (IOException e) {
      throw new UncheckedIOException(uri + ": " + e.getMessage(), e);
    }
  }

  /** That of {@code path}; the local one without the checksum files that Hadoop puts beside. */
  private FileSystem files(Path path) throws IOException {
    FileSystem files = path.getFileSystem(configuration.value());
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  /** With scheme and host, so that it means the same on every machine. */
  String qualified(String uri) {
    return with(uri, (files, path) -> files.makeQualified(path).toString());
  }

  /** As people and {@code subtext} write it: without the scheme where it is on the disk. */
  static String shown(String uri) {
    return uri.replaceFirst("^file:(//)?(?=/)", "");
  }

  /** As Spark's readers want it, who take a name for a pattern. */
  static String literal(String uri) {
    return uri.replaceAll("[\\\\{}\\[\\]*?]", "\\\\$0");
  }

  static String child(String folder, String name) {
    return folder + "/" + name;
  }

  static String name(String uri) {
    return new Path(uri).getName();
  }

  boolean exists(String uri) {
    return with(uri, FileSystem::exists);
  }

  boolean isFolder(String uri) {
    return with(
        uri, (files, path) -> files.exists(path) && files.getFileStatus(path).isDirectory());
  }

  long size(String uri) {
    return with(uri, (files, path) -> files.getFileStatus(path).getLen());
  }

  /** What changes whenever a file does: its size, and when it was written. */
  String state(String uri) {
    return with(
        uri,
        (files, path) -> {
          FileStatus status = files.getFileStatus(path);
          return "%s %s".formatted(status.getLen(), status.getModificationTime());
        });
  }

  /** What lies in a folder, in the order of the names; nothing where there is no folder. */
  List<String> list(String folder) {
    return with(
        folder,
        (files, path) -> {
          try {
            return Arrays.stream(files.listStatus(path))
                .map(FileStatus::getPath)
                .sorted(Comparator.comparing(Path::getName))
                .map(Path::toString)
                .toList();
          } catch (FileNotFoundException e) {
            return List.of();
          }
        });
  }

  /**
   * The files to read of {@code place}: itself, or of a folder those in it, in the order of their
   * names, but for those whose names begin with a dot or a dash.
   *
   * @param within whether those of a folder in it are of them, by its name
   * @throws InputException if there is none
   */
  List<String> files(String place, Predicate<String> within) {
    if (!exists(place)) {
      throw new InputException("%s does not exist".formatted(place));
    }
    if (!isFolder(place)) {
      return List.of(place);
    }
    List<String> found =
        with(
            place,
            (files, path) -> {
              List<String> all = new ArrayList<>();
              gather(files, path, within, all);
              return all;
            });
    if (found.isEmpty()) {
      throw new InputException("%s holds no file to read".formatted(place));
    }
    return found;
  }

  private static void gather(
      FileSystem files, Path folder, Predicate<String> within, List<String> found)
      throws IOException {
    FileStatus[] all = files.listStatus(folder);
    Arrays.sort(all, Comparator.comparing(each -> each.getPath().getName()));
    for (FileStatus each : all) {
      String name = each.getPath().getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      if (!each.isDirectory()) {
        found.add(each.getPath().toString());
      } else if (within.test(name)) {
        gather(files, each.getPath(), within, found);
      }
    }
  }

  InputStream open(String uri) throws IOException {
    Path path = new Path(uri);
    return files(path).open(path);
  }

  String text(String uri) {
    return with(
        uri,
        (files, path) -> {
          try (InputStream in = files.open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        });
  }

  /**
   * Makes an empty file. Of several who try it, for one of them there was none.
   *
   * @return false if there is one
   */
  boolean create(String uri) {
    return with(
        uri,
        (files, path) -> {
          if (files instanceof RawLocalFileSystem disk) {
            return disk.pathToFile(path).createNewFile(); // create would look first, and make then
          }
          try {
            files.create(path, false).close();
            return true;
          } catch (FileAlreadyExistsException e) {
            return false;
          }
        });
  }

  /**
   * Gives a file its contents in one go: they are written beside, under the name with {@code .new},
   * and renamed. Where a file system renames over nothing, there is no file for a moment.
   */
  void replace(String uri, String text) {
    write(uri + ".new", text);
    over(uri + ".new", uri);
  }

  /** Likewise the contents of a local file. */
  void replace(String uri, java.nio.file.Path local) {
    upload(local, uri + ".new");
    over(uri + ".new", uri);
  }

  private void over(String draft, String uri) {
    if (!renamed(draft, uri)) {
      delete(uri);
      rename(draft, uri);
    }
  }

  /** Whether it could be: where there is a file, some file systems say so by an exception. */
  private boolean renamed(String from, String to) {
    return with(
        from,
        (files, path) -> {
          try {
            return files.rename(path, new Path(to));
          } catch (FileAlreadyExistsException e) {
            return false;
          }
        });
  }

  /**
   * Gives a file its place, or drops it where another attempt at the same has taken that: what is
   * there may be in use. A folder would not do, for object stores copy its files one by one.
   */
  void settle(String draft, String place) {
    if (exists(place) || !renamed(draft, place)) {
      if (!exists(place)) {
        throw cannotRename(draft, place);
      }
      delete(draft);
    }
  }

  private static UncheckedIOException cannotRename(String from, String to) {
    return new UncheckedIOException(
        new IOException("%s cannot be renamed to %s".formatted(from, to)));
  }

  /** Writes a file, over one that was there. */
  void write(String uri, String text) {
    with(
        uri,
        (files, path) -> {
          try (OutputStream out = files.create(path, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
          }
          return true;
        });
  }

  void makeFolder(String uri) {
    with(uri, FileSystem::mkdirs);
  }

  /** Gives what is called {@code from} the name {@code to}, which nothing has. */
  void rename(String from, String to) {
    if (!renamed(from, to)) {
      throw cannotRename(from, to);
    }
  }

  /** Deletes a file, or a folder with all that is in it; what is not there is no error. */
  void delete(String uri) {
    with(uri, (files, path) -> files.delete(path, true));
  }

  /** Copies a local file or folder to {@code uri}, over files that were there. */
  void upload(java.nio.file.Path local, String uri) {
    if (Files.isDirectory(local)) {
      makeFolder(uri);
      try (Stream<java.nio.file.Path> children = Files.list(local)) {
        children.sorted().forEach(each -> upload(each, child(uri, each.getFileName().toString())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return;
    }
    with(
        uri,
        (files, path) -> {
          try (InputStream in = Files.newInputStream(local);
              OutputStream out = files.create(path, true)) {
            in.transferTo(out);
          }
          return true;
        });
  }

  /** Copies a file or folder to the local {@code target}, whose folder is there. */
  void download(String uri, java.nio.file.Path target) {
    if (isFolder(uri)) {
      try {
        Files.createDirectories(target);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      list(uri).forEach(each -> download(each, target.resolve(name(each))));
      return;
    }
    with(
        uri,
        (files, path) -> {
          try (InputStream in = files.open(path, CHUNK);
              OutputStream out = Files.newOutputStream(target)) {
            in.transferTo(out);
          }
          return true;
        });
  }
}
