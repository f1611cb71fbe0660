package subtext.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/**
 * Lines of UTF-8 text, of a file or of a stream, in memory bounded by the longest line that is
 * allowed. A byte order mark at the start is left out, lines end with LF or CRLF, and what is not
 * text is refused with its file, line and byte, both from 1.
 */
public final class LineReader implements Closeable {
  private static final int CHUNK = 1 << 16;

  private final String file;
  private final InputStream in;
  private final int maxBytes;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

  private final byte[] chunk = new byte[CHUNK];
  private int at;
  private int filled;

  private byte[] line = new byte[256];
  private int length;
  private long number;

  /**
   * @param file what errors call it
   * @param maxBytes of a line
   */
  public LineReader(String file, InputStream in, int maxBytes) {
    this(file, in, maxBytes, 0);
  }

  /**
   * @param before lines of the file that stand before those of {@code in}
   */
  LineReader(String file, InputStream in, int maxBytes, long before) {
    this.file = file;
    this.in = in;
    this.maxBytes = maxBytes;
    this.number = before;
  }

  /**
   * The next line without its end, or null after the last.
   *
   * @throws InputException if it is too long, or no text
   */
  public @Nullable String next() throws IOException {
    length = 0;
    number++;
    boolean started = false;
    while (at < filled || fill()) {
      started = true;
      int end = at;
      while (end < filled && chunk[end] != '\n') {
        end++;
      }
      append(at, end);
      boolean complete = end < filled;
      at = complete ? end + 1 : end;
      if (complete) {
        break;
      }
    }
    return started ? decode() : null;
  }

  /** The number, from 1, of the line that {@link #next} gave last. */
  long number() {
    return number;
  }

  int maxBytes() {
    return maxBytes;
  }

  /** A fault of line {@code line}, to be thrown. */
  InputException fault(long line, String what) {
    return new InputException("%s:%d: %s".formatted(file, line, what));
  }

  private InputException faultAtByte(int index, String what) {
    return new InputException("%s:%d:%d: %s".formatted(file, number, index + 1, what));
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(chunk));
    return filled > 0;
  }

  private void append(int from, int to) {
    int added = to - from;
    if (added > maxBytes - length) {
      throw faultAtByte(
          maxBytes,
          "the line is longer than %d bytes, the most that is read here; in training data.maxLineBytes says how many. Write one text a line"
              .formatted(maxBytes));
    }
    if (length + added > line.length) {
      line = Arrays.copyOf(line, (int) Math.min(maxBytes, 2L * (length + added)));
    }
    System.arraycopy(chunk, from, line, length, added);
    length += added;
  }

  private String decode() {
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    int start = number == 1 ? byteOrderMark() : 0;
    ByteBuffer bytes = ByteBuffer.wrap(line, start, length - start);
    CharBuffer chars = CharBuffer.allocate(length - start);
    CoderResult result = utf8.reset().decode(bytes, chars, true);
    if (result.isError()) {
      throw faultAtByte(
          bytes.position(),
          "byte 0x%s is not UTF-8. Convert the file, as with: iconv -f GB18030 -t UTF-8 (or the encoding it is in)"
              .formatted(HexFormat.of().withUpperCase().toHexDigits(line[bytes.position()])));
    }
    for (int i = start; i < length; i++) {
      if (line[i] == 0) {
        throw faultAtByte(i, "a NUL byte: this is not a text file, or a damaged one");
      }
    }
    return chars.flip().toString();
  }

  private int byteOrderMark() {
    if (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF)) {
      throw faultAtByte(0, "the file is UTF-16. Convert it, as with: iconv -f UTF-16 -t UTF-8");
    }
    return startsWith(0xEF, 0xBB, 0xBF) ? 3 : 0;
  }

  private boolean startsWith(int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= length || (line[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
