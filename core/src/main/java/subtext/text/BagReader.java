package subtext.text;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/**
 * Documents as bags of words, one a line: {@code label index:count index:count ...}, with indices
 * from 1 into a list of words. A record is the label and a text: each word as often as it was
 * counted, in the order of the line.
 */
final class BagReader implements RowReader {
  static final String TEXT = "text";
  static final String LABEL = "label";
  private static final List<String> NAMES = List.of(TEXT, LABEL);

  private final LineReader lines;
  private final WordList words;

  BagReader(LineReader lines, WordList words) {
    this.lines = lines;
    this.words = words;
  }

  @Override
  public @Nullable Row next() throws IOException {
    String line = RowReader.nextFilled(lines);
    if (line == null) {
      return null;
    }
    String[] fields = line.strip().split("\\s+", -1);
    if (fields[0].indexOf(':') >= 0) {
      throw fault("begins with \"%s\", where a label is due".formatted(fields[0]));
    }
    StringBuilder text = new StringBuilder();
    for (int field = 1; field < fields.length; field++) {
      append(text, fields[field]);
    }
    return new Row(lines.number(), NAMES, List.of(text.toString(), fields[0]));
  }

  private void append(StringBuilder text, String field) {
    int colon = field.indexOf(':');
    int index = colon < 0 ? 0 : number(field.substring(0, colon));
    int count = colon < 0 ? 0 : number(field.substring(colon + 1));
    if (index < 1 || index > words.size() || count < 1) {
      throw fault(
          "\"%s\" is no word's index and count: an index from 1 to %d (the words of %s), a colon and a count from 1 are due"
              .formatted(field, words.size(), words.file().getFileName()));
    }
    String word = words.get(index);
    if ((long) count * (word.length() + 1) > lines.maxBytes() - text.length()) {
      throw fault(
          "\"%s\" makes a text of more than %d characters, which data.maxLineBytes does not allow"
              .formatted(field, lines.maxBytes()));
    }
    for (int i = 0; i < count; i++) {
      text.append(text.isEmpty() ? "" : " ").append(word);
    }
  }

  /** The number that {@code digits} spell; 0 where they are none or too many. */
  private static int number(String digits) {
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
  }

  private InputException fault(String what) {
    return lines.fault(lines.number(), what);
  }
}
