package subtext.spark;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import subtext.data.DataConfig;
import subtext.data.Part;
import subtext.data.Portion;
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
   * What {@code config} names.
   *
   * @param given a file or folder to train on, or the folder of data sets that the recipe's is one
   *     of; null where the recipe names files
   * @throws InputException if something is missing
   */
  static TrainingText find(DataConfig config, @Nullable String given, Storage storage) {
    String set = config.set();
    if (given != null && set != null && storage.isFolder(Storage.child(given, set))) {
      String folder = Storage.child(given, set);
      return new TrainingText(
          in(folder, String.valueOf(config.train()), storage),
          config.valid() == null ? null : in(folder, config.valid(), storage),
          config.test() == null ? null : in(folder, config.test(), storage));
    }
    String train = given == null ? config.train() : given;
    if (train == null) {
      throw new InputException(
          "no text to train on: give a file or folder with --data, or name one with data.train");
    }
    return new TrainingText(
        storage.qualified(train),
        config.valid() == null ? null : storage.qualified(config.valid()),
        config.test() == null ? null : storage.qualified(config.test()));
  }

  private static String in(String folder, String name, Storage storage) {
    String file = storage.qualified(Storage.child(folder, name));
    return storage.exists(file) || !storage.exists(file + ".gz") ? file : file + ".gz";
  }

  /** What makes a recipe train on these. */
  List<String> overrides() {
    return List.of(
        "data.set=null",
        "data.train=" + quoted(train),
        "data.valid=" + quoted(valid),
        "data.test=" + quoted(test));
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
