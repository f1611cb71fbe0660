package subtext.data;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.tensor.Noise;
import subtext.text.Columns;
import subtext.text.Corpus;
import subtext.text.Line;

/**
 * Some lines of a corpus, or images of a set: those that a column gives to {@code part}, if it is
 * not null, and of these whose hash of seed and number lies in [from, to) of [0, 1). Portions of
 * one file, part and seed with disjoint intervals share no line, and a line stays in its portion
 * whatever is added behind it.
 *
 * @param together whether it is the hash of the number, or that of the source
 * @param turned whether texts and sources are in each other's place
 */
public record Portion(
    Path file,
    Columns columns,
    int maxLineBytes,
    @Nullable Part part,
    long seed,
    double from,
    double to,
    Together together,
    boolean turned) {

  /** Of a file without a column of splits, with texts and sources in their places. */
  public Portion(Path file, Columns columns, int maxLineBytes, long seed, double from, double to) {
    this(file, columns, maxLineBytes, null, seed, from, to, Together.LINE, false);
  }

  /** Every line of {@code file}. */
  public static Portion whole(Path file, Columns columns) {
    return new Portion(file, columns, Corpus.MAX_LINE_BYTES, 0, 0, 1);
  }

  /** This from {@code first} to {@code last} of [0, 1). */
  public Portion between(double first, double last) {
    return new Portion(file, columns, maxLineBytes, part, seed, first, last, together, turned);
  }

  /**
   * The lines, in the order of the file; to be closed after use. The stream throws an {@link
   * InputException} for a line of no split.
   *
   * @throws InputException if the file holds images
   */
  public Stream<Line> lines() {
    if (ImageFile.isNamed(file)) {
      throw new InputException(
          "%s holds images by its name, which no model of text reads; train with a recipe whose task is image"
              .formatted(file));
    }
    Stream<Line> lines = Corpus.open(file, columns, maxLineBytes).filter(this::takes);
    return turned ? lines.map(Line::turned) : lines;
  }

  /** How many lines it has. */
  public long count() {
    try (Stream<Line> lines = lines()) {
      return lines.count();
    }
  }

  /** The texts, in the order of the file; to be closed after use. */
  public Stream<String> texts() {
    return lines().map(Line::text);
  }

  /** The texts, and the sources where there are some; to be closed after use. */
  public Stream<String> everyText() {
    return lines()
        .flatMap(line -> Stream.concat(Stream.of(line.text()), Stream.ofNullable(line.source())));
  }

  /** SHA-256 of all that decides what the lines are: the file's contents, and this. */
  public String sha256() {
    return Fingerprint.of(this);
  }

  /** The same lines with texts and sources in each other's place. */
  Portion turn() {
    return new Portion(file, columns, maxLineBytes, part, seed, from, to, together, !turned);
  }

  /** Whether its texts have sources. */
  public boolean hasSources() {
    return !columns.source().equals(Columns.NONE);
  }

  /** The file as one of images, without labels where none are asked for. */
  ImageFile images() {
    return columns.label().equals(Columns.NONE) ? new ImageFile(file, null) : ImageFile.of(file);
  }

  /**
   * Whether a line of the file is one of these.
   *
   * @throws InputException for a line of no split
   */
  public boolean takes(Line line) {
    return inPart(line) && holds(key(line));
  }

  private boolean inPart(Line line) {
    return part == null || part == Part.of(line.split(), file + ":" + line.number());
  }

  /** What its split is drawn by. */
  private long key(Line line) {
    String source = line.source();
    if (together == Together.LINE || source == null) {
      return line.number();
    }
    long key = 0;
    for (int i = 0; i < source.length(); i++) {
      key = Noise.mix(key + source.charAt(i));
    }
    return key;
  }

  boolean holds(long key) {
    double hash = (Noise.mix(Noise.mix(seed) + key) >>> 11) * 0x1.0p-53;
    return hash >= from && hash < to;
  }
}
