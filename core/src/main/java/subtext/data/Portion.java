package subtext.data;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.tensor.Noise;
import subtext.text.Columns;
import subtext.text.Corpus;
import subtext.text.Line;

/**
 * Some lines of a corpus: those that a column gives to {@code part}, if it is not null, and of
 * these whose hash of seed and line number lies in [from, to) of [0, 1). Portions of one file, part
 * and seed with disjoint intervals share no line, and a line stays in its portion whatever is added
 * behind it.
 */
public record Portion(
    Path file,
    Columns columns,
    int maxLineBytes,
    @Nullable Part part,
    long seed,
    double from,
    double to) {

  /** Of a file without a column of splits. */
  public Portion(Path file, Columns columns, int maxLineBytes, long seed, double from, double to) {
    this(file, columns, maxLineBytes, null, seed, from, to);
  }

  /** Every line of {@code file}. */
  public static Portion whole(Path file, Columns columns) {
    return new Portion(file, columns, Corpus.MAX_LINE_BYTES, 0, 0, 1);
  }

  /** This from {@code first} to {@code last} of [0, 1). */
  Portion between(double first, double last) {
    return new Portion(file, columns, maxLineBytes, part, seed, first, last);
  }

  /**
   * The lines, in the order of the file; to be closed after use.
   *
   * <p>The stream throws {@link subtext.error.InputException} for a line of no split.
   */
  public Stream<Line> lines() {
    return Corpus.open(file, columns, maxLineBytes).filter(line -> inPart(line) && holds(line));
  }

  /** The texts, in the order of the file; to be closed after use. */
  public Stream<String> texts() {
    return lines().map(Line::text);
  }

  private boolean inPart(Line line) {
    return part == null || part == Part.of(line.split(), file + ":" + line.number());
  }

  private boolean holds(Line line) {
    double hash = (Noise.mix(Noise.mix(seed) + line.number()) >>> 11) * 0x1.0p-53;
    return hash >= from && hash < to;
  }
}
