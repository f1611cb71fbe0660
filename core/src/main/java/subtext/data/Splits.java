package subtext.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.text.Columns;
import subtext.text.Corpus;
import subtext.text.Line;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;

/**
 * The lines, or images, to train on, to validate on and to test on.
 *
 * @param test null where there is none
 * @param unlabelled more text to train on; null for none
 */
public record Splits(
    Portion train, Portion valid, @Nullable Portion test, @Nullable Portion unlabelled) {

  /**
   * The given files as they are, or the splits that a column of the training file names; what is
   * not given is split off the training lines, with {@link DataConfig#splitSeed}.
   *
   * @throws InputException if a file holds no text, or the training file only one; if images are to
   *     be split by a column, or are not all of one size
   */
  public static Splits of(DataConfig config, Sources sources) {
    requireExamples(config, sources.train(), 2);
    if (ImageFile.isNamed(sources.train())) {
      requireNoColumn(config);
      requireSizeOf(sources.train(), "valid", sources.valid());
      requireSizeOf(sources.train(), "test", sources.test());
    }
    boolean splits = !columns(config, sources.train()).split().equals(Columns.NONE);
    Set<Part> named = splits ? parts(config, sources.train()) : Set.of();
    Portion valid =
        given(config, sources, sources.valid(), named.contains(Part.VALID) ? Part.VALID : null);
    Portion test =
        given(config, sources, sources.test(), named.contains(Part.TEST) ? Part.TEST : null);
    double validShare = valid == null ? config.validShare() : 0;
    double testShare = test == null ? config.testShare() : 0;
    if (valid == null && validShare == 0) {
      throw new InputException(
          "data.validShare: 0, and no data.valid is given; training stops by a validation split, so"
              + " give one of them");
    }
    Portion train = portion(config, sources.train(), splits ? Part.TRAIN : null);
    return new Splits(
        train.between(validShare + testShare, 1),
        valid == null ? train.between(0, validShare) : valid,
        test == null && testShare > 0 ? train.between(validShare, validShare + testShare) : test,
        unlabelled(config, sources.unlabelled()));
  }

  /**
   * The size of the images of the training split.
   *
   * @throws subtext.error.CorruptFileException if it is none of images
   */
  public ImageSize imageSize() {
    return train.images().size();
  }

  /** What a finished model is measured on: the test split, or validation where there is none. */
  public Portion heldOut() {
    return test == null ? valid : test;
  }

  /** A tokeniser trained on the training split and the unlabelled text. */
  public Tokenizer tokenizer(TokensConfig config) {
    try (Stream<String> texts = texts()) {
      return Tokenizers.train(config, texts);
    }
  }

  /** {@code tokenizer} with the words of what is trained on in its lexicon too. */
  public Tokenizer extend(Tokenizer tokenizer) {
    try (Stream<String> texts = texts()) {
      return Tokenizers.extend(tokenizer, texts);
    }
  }

  /** All that is trained on. */
  public List<Portion> trained() {
    return unlabelled == null ? List.of(train) : List.of(train, unlabelled);
  }

  private Stream<String> texts() {
    return trained().stream().flatMap(Portion::everyText);
  }

  private static @Nullable Portion unlabelled(DataConfig config, @Nullable Path file) {
    if (file == null) {
      return null;
    }
    requireTexts(config, file, 1);
    Columns columns = new Columns(columns(config, file).text(), Columns.NONE);
    return new Portion(file, columns, config.maxLineBytes(), config.splitSeed(), 0, 1);
  }

  /** The splits that the column of {@code file} names. */
  private static Set<Part> parts(DataConfig config, Path file) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    try (Stream<Line> lines = portion(config, file, null).lines()) {
      lines.forEach(line -> parts.add(Part.of(line.split(), file + ":" + line.number())));
    }
    if (!parts.contains(Part.TRAIN)) {
      throw new InputException(
          "%s: the column data.split = %s gives no line to train on"
              .formatted(file, config.split()));
    }
    return parts;
  }

  /**
   * What is to be a split as it stands: a file of its own, or the lines that a column calls so.
   *
   * @param named null where no line is called so
   */
  private static @Nullable Portion given(
      DataConfig config, Sources sources, @Nullable Path file, @Nullable Part named) {
    if (file == null) {
      return named == null ? null : portion(config, sources.train(), named);
    }
    requireExamples(config, file, 1);
    return portion(config, file, null);
  }

  private static Portion portion(DataConfig config, Path file, @Nullable Part part) {
    return new Portion(
        file,
        columns(config, file),
        config.maxLineBytes(),
        part,
        config.splitSeed(),
        0,
        1,
        config.together(),
        false);
  }

  /**
   * Demands that columns which are named are there to be read: a file of plain lines has none.
   *
   * @param file to train on
   * @throws InputException if {@code config} names a column, and the file has none
   */
  public static void requireColumns(DataConfig config, Path file) {
    if (ImageFile.isNamed(file)) {
      return;
    }
    Columns asked = config.columns();
    boolean whole = List.of(Columns.AUTO, "1").contains(asked.text());
    boolean unlabelled = List.of(Columns.AUTO, Columns.NONE).contains(asked.label());
    boolean undivided = asked.split().equals(Columns.NONE);
    if (columns(config, file).equals(Columns.FIRST) && !(whole && unlabelled && undivided)) {
      throw new InputException(
          "%s has no columns, but data.text is %s, data.label is %s and data.split is %s. Name a file with columns .tsv, .csv or .jsonl"
              .formatted(file, asked.text(), asked.label(), asked.split()));
    }
  }

  /** A file of plain lines has no columns, whatever the recipe says of the set it was made for. */
  private static Columns columns(DataConfig config, Path file) {
    if (ImageFile.isNamed(file)) {
      return config.columns();
    }
    return switch (Sources.extension(file)) {
      case "tsv", "csv", "json", "jsonl", "ndjson", "feat" -> config.columns();
      default ->
          config.columns().parallel()
              ? new Columns("1", Columns.NONE, config.source(), Columns.NONE)
              : Columns.FIRST;
    };
  }

  private static void requireExamples(DataConfig config, Path file, int least) {
    if (ImageFile.isNamed(file)) {
      requireImages(file, least);
    } else {
      requireTexts(config, file, least);
    }
  }

  private static void requireImages(Path file, int least) {
    int found = new ImageFile(file, null).count();
    if (found < least) {
      throw new InputException(
          "%s holds %d images, too few to train and validate on".formatted(file, found));
    }
  }

  private static void requireNoColumn(DataConfig config) {
    if (!config.split().equals(Columns.NONE)) {
      throw new InputException(
          "data.split: %s names a column, and images have none; give files with data.valid and data.test, or shares with data.validShare and data.testShare"
              .formatted(config.split()));
    }
  }

  private static void requireSizeOf(Path train, String key, @Nullable Path file) {
    if (file == null) {
      return;
    }
    ImageSize size = new ImageFile(train, null).size();
    ImageSize found = new ImageFile(file, null).size();
    if (!found.equals(size)) {
      throw new InputException(
          "data.%s: the images of %s are %s, but those of %s, which the model is made for, are %s; give images of one size"
              .formatted(key, file, found, train, size));
    }
  }

  private static void requireTexts(DataConfig config, Path file, int least) {
    long found;
    try (Stream<Line> lines = Corpus.open(file, columns(config, file), config.maxLineBytes())) {
      found = lines.limit(least).count();
    }
    if (found < least) {
      throw new InputException(
          "%s %s; give a file with one text a line".formatted(file, poverty(file, found)));
    }
  }

  private static String poverty(Path file, long found) {
    try {
      return found == 1
          ? "holds one text only, too little to train and validate on"
          : Files.size(file) == 0 ? "is empty" : "holds blank lines only";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
