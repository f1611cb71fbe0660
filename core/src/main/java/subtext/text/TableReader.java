package subtext.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of separated fields. With tabs, a line is a record and a quote is a character. With
 * commas, RFC 4180: a field in double quotes may hold commas, doubled quotes and line breaks.
 */
final class TableReader implements RowReader {
  private final LineReader lines;
  private final boolean commas;
  private final List<String> names;

  /** The line on which the last record began. */
  private long start;

  /**
   * Reads on from {@code lines}.
   *
   * @param header whether the first record holds the names of the fields
   */
  TableReader(LineReader lines, boolean commas, boolean header) throws IOException {
    this.lines = lines;
    this.commas = commas;
    List<String> first = header ? fields() : null;
    this.names = first == null ? List.of() : first.stream().map(String::strip).toList();
  }

  /** Reads on from {@code lines}, whose fields have these names. */
  TableReader(LineReader lines, boolean commas, List<String> names) {
    this.lines = lines;
    this.commas = commas;
    this.names = names;
  }

  List<String> names() {
    return names;
  }

  @Override
  public @Nullable Row next() throws IOException {
    List<String> fields = fields();
    return fields == null ? null : new Row(start, names, List.copyOf(fields));
  }

  private @Nullable List<String> fields() throws IOException {
    String line = RowReader.nextFilled(lines);
    start = lines.number();
    if (line == null) {
      return null;
    }
    return commas ? commaSeparated(line) : List.of(line.split("\t", -1));
  }

  private List<String> commaSeparated(String first) throws IOException {
    List<String> fields = new ArrayList<>();
    String line = first;
    int at = 0;
    while (at <= line.length()) {
      if (at < line.length() && line.charAt(at) == '"') {
        QuotedField quoted = new QuotedField(line, at + 1);
        fields.add(quoted.read());
        line = quoted.line;
        at = quoted.at + 1;
      } else {
        int comma = line.indexOf(',', at);
        int end = comma < 0 ? line.length() : comma;
        fields.add(line.substring(at, end));
        at = end + 1;
      }
    }
    return fields;
  }

  /** A field from after its first quote to the comma or line end that follows its last. */
  private final class QuotedField {
    private final StringBuilder value = new StringBuilder();
    private String line;
    private int at;

    QuotedField(String line, int at) {
      this.line = line;
      this.at = at;
    }

    String read() throws IOException {
      while (true) {
        int quote = line.indexOf('"', at);
        if (quote < 0) {
          value.append(line, at, line.length()).append('\n');
          nextLine();
        } else if (line.startsWith("\"\"", quote)) {
          value.append(line, at, quote + 1);
          at = quote + 2;
        } else {
          value.append(line, at, quote);
          at = quote + 1;
          requireEnd();
          return value.toString();
        }
      }
    }

    private void nextLine() throws IOException {
      String next = lines.next();
      if (next == null || value.length() > lines.maxBytes()) {
        throw lines.fault(
            start,
            "a field opens with a quote that is not closed within the file or data.maxLineBytes. "
                + "Close it, or save the file as .tsv, where quotes are characters");
      }
      line = next;
      at = 0;
    }

    private void requireEnd() {
      if (at < line.length() && line.charAt(at) != ',') {
        throw lines.fault(
            lines.number(),
            "text follows a closing quote: field %s... must end there. Write a quote within a "
                    .formatted(value.substring(0, Math.min(20, value.length())))
                + "quoted field twice");
      }
    }
  }
}
