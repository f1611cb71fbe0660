package subtext.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * Where a verb reads and writes: results go to {@code out}, everything else to {@code err}. Both
 * are UTF-8, whatever the locale. Unlike {@link System#out}, {@code out} reports a full disk or a
 * closed pipe.
 *
 * @param columns of the terminal that {@code err} is, as the launcher says; 0 if it is none
 */
record Streams(InputStream in, Writer out, PrintWriter err, int columns) {

  static Streams ofProcess() {
    return new Streams(
        System.in,
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), UTF_8), 1 << 16),
        new PrintWriter(
            new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), UTF_8), true),
        Integer.getInteger("subtext.columns", 0));
  }

  /** Prints one line of results. */
  void line(String line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a verb says on standard error of its results. */
  record Doubts(PrintWriter err, String verb, String ofWhat) {
    /** Says that {@code count} of them are {@code what}, if any are. */
    void say(long count, String what) {
      if (count > 0) {
        err.printf("%s: %,d %s are %s%n", verb, count, ofWhat, what);
      }
    }
  }

  /**
   * What to distrust of the results of {@code verb}.
   *
   * @param ofWhat what is counted, {@code texts} say
   */
  Doubts doubts(String verb, String ofWhat) {
    return new Doubts(err, verb, ofWhat);
  }

  /** Hands to the reader of a pipe what has been printed so far. */
  void flush() throws IOException {
    out.flush();
    err.flush();
  }

  /** Prints one line of results that somebody may be waiting for. */
  void lineNow(String line) {
    line(line);
    try {
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same output for picocli's help. */
  PrintWriter outPrinter() {
    return new PrintWriter(out, true);
  }
}
