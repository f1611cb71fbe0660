package subtext.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import subtext.error.InputException;
import subtext.error.TextException;
import subtext.text.Corpus;
import subtext.text.LineReader;
import subtext.use.Model;

/** MODEL and the texts of a verb: its arguments, or the lines of standard input for {@code -}. */
final class TextArguments {
  private static final String INPUT = "-";

  /** Texts that are handed on at a time, so that a long input needs no more memory. */
  private static final int PART = 4096;

  /** Bytes of a line of standard input: more is no text, but a file without ends of lines. */
  private static final int LONGEST = 16 * Corpus.MAX_LINE_BYTES;

  @Mixin private ModelArgument model;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "TEXT",
      description = "Texts, or - for one text a line on standard input.")
  private List<String> texts = new ArrayList<>();

  /** The folder of the model. */
  Path folder(Subtext subtext) {
    return model.folder(subtext);
  }

  boolean areGiven() {
    return !texts.isEmpty();
  }

  /** Loads the model; to be closed. */
  Model load(Subtext subtext) {
    return model.load(subtext);
  }

  /**
   * Hands all texts in their order to {@code use}, in parts. The numbers of its errors become those
   * of all texts.
   *
   * @throws InputException if there are none, or the input is not UTF-8
   */
  void eachPart(InputStream in, Consumer<List<String>> use) {
    if (texts.isEmpty()) {
      throw new InputException("no text: give texts as arguments, or - to read them from lines");
    }
    if (texts.contains(INPUT)) {
      if (texts.size() > 1) {
        throw new InputException(
            "- is for the lines of standard input, and stands alone: give it or other texts");
      }
      lines(in, use);
    } else {
      use.accept(texts);
    }
  }

  /** Hands {@code all} to {@code use}, in parts, and numbers its errors likewise. */
  static void parts(Iterator<String> all, Consumer<List<String>> use) {
    long behind = 0;
    List<String> part = new ArrayList<>();
    while (all.hasNext()) {
      part.add(all.next());
      if (part.size() == PART || !all.hasNext()) {
        hand(part, behind, use);
        behind += part.size();
        part = new ArrayList<>();
      }
    }
  }

  /** Hands over {@code part}, whose first text stands behind {@code count} others. */
  private static void hand(List<String> part, long count, Consumer<List<String>> use) {
    try {
      use.accept(part);
    } catch (TextException e) {
      throw e.behind(count);
    }
  }

  /**
   * Hands the lines of {@code in}, blank ones too, to {@code use}, in parts, and numbers its errors
   * likewise.
   */
  static void lines(InputStream in, Consumer<List<String>> use) {
    long number = 0;
    List<String> part = new ArrayList<>();
    LineReader reader = new LineReader("standard input", in, LONGEST);
    try {
      for (String line = reader.next(); line != null; line = reader.next()) {
        number++;
        part.add(line);
        if (part.size() == PART) {
          hand(part, number - PART, use);
          part = new ArrayList<>();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!part.isEmpty()) {
      hand(part, number - part.size(), use);
    }
  }
}
