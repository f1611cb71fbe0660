package subtext.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/**
 * The files of a data set, all of them there.
 *
 * @param valid null where it is to be split off {@code train}
 * @param test null where it is to be split off {@code train}
 * @param unlabelled more text to train on; null for none
 */
public record Sources(
    Path train, @Nullable Path valid, @Nullable Path test, @Nullable Path unlabelled) {
  private static final Set<String> EXTENSIONS =
      Set.of("txt", "tsv", "csv", "jsonl", "ndjson", "feat");
  private static final Set<String> ABOUT = Set.of("SOURCE.txt", "LICENSE.txt", "README.txt");

  public Sources {
    requireFile("train", train);
    requireFile("valid", valid);
    requireFile("test", test);
    requireFile("unlabelled", unlabelled);
  }

  /** Without more text. */
  public Sources(Path train, @Nullable Path valid, @Nullable Path test) {
    this(train, valid, test, null);
  }

  /**
   * Finds what {@code config} names. A file given with {@code --data} takes the place of the set;
   * the other splits are then files of their own, or parts of it.
   *
   * @throws InputException if a set or file is missing
   */
  public static Sources find(DataConfig config, DataFolders folders) {
    Path given = folders.given();
    if (given != null && Files.isRegularFile(given)) {
      return beside(given, null, config);
    }
    if (given != null && !Files.isDirectory(given)) {
      throw new InputException("--data %s does not exist".formatted(given));
    }
    Path folder = config.set() == null ? given : folders.find(config.set());
    if (folder != null && Files.isRegularFile(folder)) {
      return beside(folder, folder.getParent(), config);
    }
    Path train = resolve(folder, config.train());
    return beside(train == null ? onlyCorpus(folder) : train, folder, config);
  }

  /** Whether the text to train on lies in {@code folder}, and not elsewhere. */
  public boolean areIn(Path folder) {
    return train.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize());
  }

  /** {@code train} and the other files that {@code config} names, those in {@code folder}. */
  private static Sources beside(Path train, @Nullable Path folder, DataConfig config) {
    return new Sources(
        train,
        resolve(folder, config.valid()),
        resolve(folder, config.test()),
        resolve(folder, config.unlabelled()));
  }

  private static @Nullable Path resolve(@Nullable Path folder, @Nullable String name) {
    if (name == null) {
      return null;
    }
    Path file = folder == null ? Path.of(name) : folder.resolve(name);
    Path zipped = file.resolveSibling(file.getFileName() + ".gz");
    return !Files.exists(file) && Files.exists(zipped) ? zipped : file;
  }

  private static Path onlyCorpus(@Nullable Path folder) {
    if (folder == null) {
      throw new InputException(
          "data.set: no text to train on. Name a file with --data FILE, or a set with data.set");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return folder.resolve(
          onlyCorpus(folder.toString(), files.map(file -> file.getFileName().toString()).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /**
   * The one among the names of files that is a corpus.
   *
   * @param folder that they lie in, for messages
   * @throws InputException if there is none, or more than one
   */
  public static String onlyCorpus(String folder, List<String> names) {
    List<String> corpora = names.stream().filter(Sources::isCorpus).toList();
    if (corpora.size() == 1) {
      return corpora.getFirst();
    }
    throw new InputException(
        "data.train: %s holds %s; say which file to train on"
            .formatted(
                folder,
                corpora.isEmpty()
                    ? "no .txt, .tsv, .csv, .jsonl or .feat file"
                    : corpora.size() + " corpora"));
  }

  /** Whether a file of this name holds texts, and does not only speak of some. */
  public static boolean isCorpus(String name) {
    return EXTENSIONS.contains(extension(Path.of(name))) && !ABOUT.contains(name);
  }

  /** What the name ends with, lower case, {@code .gz} aside. */
  static String extension(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static void requireFile(String key, @Nullable Path file) {
    if (file != null && !Files.isRegularFile(file)) {
      throw new InputException("data.%s: %s does not exist or is not a file".formatted(key, file));
    }
  }
}
