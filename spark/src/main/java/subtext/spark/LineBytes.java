package subtext.spark;

import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import scala.Tuple2;

/** Lines that Hadoop has cut apart, as the bytes that they were. */
final class LineBytes extends InputStream {
  private final Iterator<Tuple2<LongWritable, Text>> lines;
  private byte[] line = new byte[0];
  private int at;
  private int end = -1;

  LineBytes(Iterator<Tuple2<LongWritable, Text>> lines) {
    this.lines = lines;
  }

  /** Whether there is a byte at {@link #at}, the one behind a line being its end. */
  private boolean fill() {
    while (at > end) {
      if (!lines.hasNext()) {
        return false;
      }
      Text next = lines.next()._2();
      line = next.getBytes(); // Hadoop's own, until the next line
      at = 0;
      end = next.getLength();
    }
    return true;
  }

  @Override
  public int read() {
    if (!fill()) {
      return -1;
    }
    int read = at < end ? line[at] & 0xFF : '\n';
    at++;
    return read;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    Objects.checkFromIndexSize(from, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    if (at == end) {
      target[from] = '\n';
      at++;
      return 1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(line, at, target, from, count);
    at += count;
    return count;
  }
}
