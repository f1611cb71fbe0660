package subtext.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import subtext.data.DataConfig;
import subtext.data.DataFolders;
import subtext.data.Part;
import subtext.data.Portion;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.data.Together;
import subtext.error.InputException;
import subtext.text.Columns;
import subtext.text.Line;

/**
 * Where the texts of a training lie: the addresses of files or folders.
 *
 * @param valid null where it is to be split off {@code train}
 * @param test null likewise
 */
record TrainingText(String train, @Nullable String valid, @Nullable String test) {
  /**
   * What {@code config} names: on one machine, and here, the same files. A folder that is given and
   * holds no set is the text itself, which on one machine it cannot be.
   *
   * @param given a file or folder to train on, or a folder as {@link #setFolder} finds it; null
   *     where the recipe's set is to be looked for on this machine, or names files itself
   * @throws InputException if something is missing
   */
  static TrainingText find(DataConfig config, @Nullable String given, Storage storage) {
    if (given != null) {
      return setFolder(config, given, storage)
          .map(folder -> ofSet(config, folder, storage))
          .orElseGet(() -> of(given, config, storage));
    }
    if (config.set() != null) {
      return of(Sources.find(config, DataFolders.standard(null)));
    }
    if (config.train() == null) {
      throw new InputException(
          "no text to train on: give a file or folder with --data, or name one with data.train");
    }
    return of(config.train(), config, storage);
  }

  /**
   * The folder of the files that {@code config} names, where what is given with {@code --data} has
   * one: a folder with the recipe's set in it, the set's own folder, or, without a set, that of
   * {@code data.train}.
   */
  static Optional<String> setFolder(DataConfig config, String given, Storage storage) {
    if (!storage.isFolder(given)) {
      return Optional.empty();
    }
    String set = config.set();
    if (set == null) {
      return Optional.of(given)
          .filter(
              folder ->
                  config.train() != null && storage.exists(in(folder, config.train(), storage)));
    }
    String within = Storage.child(given, set);
    if (storage.isFolder(within)) {
      return Optional.of(within);
    }
    return Optional.of(given).filter(folder -> storage.qualified(folder).endsWith("/" + set));
  }

  private static TrainingText ofSet(DataConfig config, String folder, Storage storage) {
    String train =
        config.train() != null
            ? config.train()
            : Sources.onlyCorpus(folder, storage.list(folder).stream().map(Storage::name).toList());
    return new TrainingText(
        in(folder, train, storage),
        config.valid() == null ? null : in(folder, config.valid(), storage),
        config.test() == null ? null : in(folder, config.test(), storage));
  }

  private static String in(String folder, String name, Storage storage) {
    String file = storage.qualified(Storage.child(folder, name));
    return storage.exists(file) || !storage.exists(file + ".gz") ? file : file + ".gz";
  }

  private static TrainingText of(String train, DataConfig config, Storage storage) {
    requireTexts(train, storage);
    return new TrainingText(
        storage.qualified(train),
        config.valid() == null ? null : storage.qualified(config.valid()),
        config.test() == null ? null : storage.qualified(config.test()));
  }

  private static TrainingText of(Sources sources) {
    Path valid = sources.valid();
    Path test = sources.test();
    return new TrainingText(
        local(sources.train()),
        valid == null ? null : local(valid),
        test == null ? null : local(test));
  }

  /** Whatever file system addresses without a scheme are of. */
  private static String local(Path file) {
    return "file:" + file.toAbsolutePath().normalize();
  }

  /** A licence, say, in the folder of a set that is not the recipe's must not be trained on. */
  private static void requireTexts(String path, Storage storage) {
    if (!storage.isFolder(path)) {
      return;
    }
    for (String file : storage.list(path)) {
      String name = Storage.name(file);
      boolean passedOver = name.startsWith("_") || name.startsWith(".") || storage.isFolder(file);
      if (!passedOver && !isText(name)) {
        throw new InputException(
            "%s holds %s, which is no text to train on; name the file that is, or leave only .txt, .tsv, .csv, .jsonl (each also .gz) or .parquet files there"
                .formatted(path, name));
      }
    }
  }

  /** By its name; those of parts that Spark and Hadoop write may have no ending. */
  private static boolean isText(String name) {
    return Sources.isCorpus(name) || name.endsWith(".parquet") || name.matches("part-\\d+");
  }

  /** What makes a recipe train on these, on one machine too where they are on its disk. */
  List<String> overrides() {
    return List.of(
        "data.set=null",
        "data.train=" + quoted(Storage.shown(train)),
        "data.valid=" + quoted(valid == null ? null : Storage.shown(valid)),
        "data.test=" + quoted(test == null ? null : Storage.shown(test)));
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "null" : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * The lines of one split.
   *
   * @param path of the file or folder that they are of
   */
  record Split(String path, Portion portion) {
    /** Its lines, of those that {@code corpus} reads. */
    JavaRDD<Line> lines(CorpusLines corpus) {
      JavaRDD<Line> all = corpus.of(path, portion.columns(), portion.maxLineBytes());
      return PortionFilter.of(portion).apply(all);
    }
  }

  /** The splits, as a machine alone would draw them. */
  record Drawn(Split train, Split valid, @Nullable Split test) {
    /** The same as what messages speak of. */
    Splits splits() {
      return new Splits(
          train.portion, valid.portion, test == null ? null : test.portion, /* unlabelled= */ null);
    }
  }

  /**
   * Draws them.
   *
   * @throws InputException if there is no validation split
   */
  Drawn draw(DataConfig config, CorpusLines corpus) {
    if (config.unlabelled() != null || config.together() != Together.LINE) {
      throw new InputException(
          "data.unlabelled and data.together are not there on Spark: one text is trained on, and"
              + " split by its lines");
    }
    boolean named = !config.split().equals(Columns.NONE);
    boolean namesValid = named && names(config, corpus, Part.VALID);
    boolean namesTest = named && names(config, corpus, Part.TEST);
    double validShare = valid == null && !namesValid ? config.validShare() : 0;
    double testShare = test == null && !namesTest ? config.testShare() : 0;
    if (valid == null && !namesValid && validShare == 0) {
      throw new InputException(
          "data.validShare: 0, and no data.valid is given; training stops by a validation split, so"
              + " give one of them");
    }
    Portion own = portion(config, train, named ? Part.TRAIN : null);
    return new Drawn(
        new Split(train, own.between(validShare + testShare, 1)),
        split(config, valid, namesValid ? Part.VALID : null, own.between(0, validShare)),
        test == null && !namesTest && testShare == 0
            ? null
            : split(
                config,
                test,
                namesTest ? Part.TEST : null,
                own.between(validShare, validShare + testShare)));
  }

  /** A split that has a file of its own, or lines of the training file that are called so. */
  private Split split(
      DataConfig config, @Nullable String file, @Nullable Part called, Portion drawn) {
    if (file != null) {
      return new Split(file, portion(config, file, null));
    }
    return called == null
        ? new Split(train, drawn)
        : new Split(train, portion(config, train, called));
  }

  private boolean names(DataConfig config, CorpusLines corpus, Part part) {
    return !new Split(train, portion(config, train, part))
        .lines(corpus)
        .map(Line::number)
        .isEmpty();
  }

  private static Portion portion(DataConfig config, String file, @Nullable Part part) {
    return new Portion(
        Path.of(Storage.name(file)),
        columns(config, file),
        config.maxLineBytes(),
        part,
        config.splitSeed(),
        0,
        1,
        Together.LINE,
        false);
  }

  /** A file of plain lines has no columns, whatever the recipe says of the set it was made for. */
  private static Columns columns(DataConfig config, String file) {
    String name = Storage.name(file).toLowerCase(java.util.Locale.ROOT).replaceFirst("\\.gz$", "");
    return name.endsWith(".txt") ? Columns.FIRST : config.columns();
  }
}
