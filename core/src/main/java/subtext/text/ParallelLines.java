package subtext.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/**
 * The lines of a file with those of equal number of another as their sources. A line that is blank
 * in either file is left out.
 */
final class ParallelLines implements Iterator<Line> {
  private final Path textFile;
  private final Path sourceFile;
  private final int maxLineBytes;
  private final Iterator<Line> texts;
  private final Iterator<Line> sources;
  private @Nullable Line next;

  private ParallelLines(
      Path textFile, Stream<Line> texts, Path sourceFile, Stream<Line> sources, int maxLineBytes) {
    this.textFile = textFile;
    this.sourceFile = sourceFile;
    this.maxLineBytes = maxLineBytes;
    this.texts = texts.iterator();
    this.sources = sources.iterator();
    next = advance();
  }

  /**
   * The lines, to be closed after use. Their stream throws an {@link InputException} where one file
   * goes on after the other has ended.
   *
   * @throws InputException if there is no second file
   */
  static Stream<Line> open(Path file, Columns columns, int maxLineBytes) {
    Path sourceFile = columns.parallel(file);
    if (sourceFile.equals(file)) {
      throw new InputException(
          "%s: the sources have the ending %s of the texts themselves, so that every text would be its own source; name that of the other language"
              .formatted(file, columns.source()));
    }
    Stream<Line> texts = Corpus.open(file, columns.withoutSource(), maxLineBytes);
    try {
      Stream<Line> sources = Corpus.open(sourceFile, Columns.FIRST, maxLineBytes);
      Iterator<Line> pairs = new ParallelLines(file, texts, sourceFile, sources, maxLineBytes);
      return StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(pairs, Spliterator.ORDERED | Spliterator.NONNULL),
              false)
          .onClose(texts::close)
          .onClose(sources::close);
    } catch (RuntimeException e) {
      texts.close();
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Line next() {
    Line found = next;
    if (found == null) {
      throw new NoSuchElementException();
    }
    next = advance();
    return found;
  }

  private @Nullable Line advance() {
    Line text = after(texts);
    Line source = after(sources);
    while (text != null && source != null && text.number() != source.number()) {
      if (text.number() < source.number()) {
        text = after(texts);
      } else {
        source = after(sources);
      }
    }
    if (text == null && source == null) {
      return null;
    }
    if (text == null || source == null) {
      requireEqualLengths();
      return null;
    }
    return new Line(text.number(), text.text(), text.label(), source.text(), text.split());
  }

  /** The next of {@code lines}; null after the last. */
  private static @Nullable Line after(Iterator<Line> lines) {
    return lines.hasNext() ? lines.next() : null;
  }

  /** Lines that are blank to the end of one file have no partner to lose. */
  private void requireEqualLengths() {
    long ofTexts = count(textFile);
    long ofSources = count(sourceFile);
    if (ofTexts != ofSources) {
      throw new InputException(
          "%s has %,d lines and %s has %,d; line by line, one must translate the other"
              .formatted(textFile, ofTexts, sourceFile, ofSources));
    }
  }

  private long count(Path file) {
    CorpusFile corpus = new CorpusFile(file);
    try (LineReader lines = corpus.lines(maxLineBytes)) {
      long count = 0;
      while (lines.next() != null) {
        count++;
      }
      return count;
    } catch (IOException e) {
      throw corpus.failure(e);
    }
  }
}
