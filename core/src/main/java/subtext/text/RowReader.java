package subtext.text;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a corpus file, one after another. */
interface RowReader {
  /** The next record, or null after the last. Lines that are blank hold none. */
  @Nullable Row next() throws IOException;

  /** One record a line, of one field: the line. */
  static RowReader plain(LineReader lines) {
    return () -> {
      String line = nextFilled(lines);
      return line == null ? null : new Row(lines.number(), List.of(), List.of(line));
    };
  }

  /** The next line that is not blank, or null after the last. */
  static @Nullable String nextFilled(LineReader lines) throws IOException {
    String line = lines.next();
    while (line != null && line.isBlank()) {
      line = lines.next();
    }
    return line;
  }
}
