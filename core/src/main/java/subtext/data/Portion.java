package subtext.data;

import java.nio.file.Path;
import java.util.stream.Stream;
import subtext.error.InputException;
import subtext.tensor.Noise;
import subtext.text.Columns;
import subtext.text.Corpus;
import subtext.text.Line;

/**
 * Some lines of a corpus, or images of a set: those whose hash of seed and number lies in [from,
 * to) of [0, 1). Portions of one file and seed with disjoint intervals share no line, and a line
 * stays in its portion whatever is added behind it.
 */
public record Portion(
    Path file, Columns columns, int maxLineBytes, long seed, double from, double to) {

  /** Every line of {@code file}. */
  public static Portion whole(Path file, Columns columns) {
    return new Portion(file, columns, Corpus.MAX_LINE_BYTES, 0, 0, 1);
  }

  /**
   * The lines, in the order of the file; to be closed after use.
   *
   * @throws InputException if the file holds images
   */
  public Stream<Line> lines() {
    if (ImageFile.isNamed(file)) {
      throw new InputException(
          "%s holds images by its name, which no model of text reads; train with a recipe whose task is image"
              .formatted(file));
    }
    return Corpus.open(file, columns, maxLineBytes).filter(line -> holds(line.number()));
  }

  /** The texts, in the order of the file; to be closed after use. */
  public Stream<String> texts() {
    return lines().map(Line::text);
  }

  /** The file as one of images, without labels where none are asked for. */
  ImageFile images() {
    return columns.label().equals(Columns.NONE) ? new ImageFile(file, null) : ImageFile.of(file);
  }

  boolean holds(long line) {
    double hash = (Noise.mix(Noise.mix(seed) + line) >>> 11) * 0x1.0p-53;
    return hash >= from && hash < to;
  }
}
