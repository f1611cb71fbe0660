package subtext.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Scalars for TensorBoard. Each start of a run adds a file of its own, whose first events tell
 * TensorBoard to forget what earlier files say of the steps that are done again.
 *
 * <p>A file is a sequence of TFRecords (length, masked CRC-32C of the length, data, masked CRC-32C
 * of the data); the data are {@code Event} messages of tensorflow/core/util/event.proto.
 */
public final class EventFile implements AutoCloseable {
  private static final int RECORD_FRAME = Long.BYTES + 2 * Integer.BYTES;

  private final FileLayer.Output out;

  private EventFile(FileLayer.Output out) {
    this.out = out;
  }

  /**
   * Begins a file in {@code folder}, which is made if it is missing.
   *
   * @param step the one to go on from, 0 for a new run: TensorBoard drops what earlier files say of
   *     later ones
   */
  public static EventFile open(Path folder, long step) throws IOException {
    return open(FileLayer.DISK, folder, step, Instant.now());
  }

  static EventFile open(FileLayer files, Path folder, long step, Instant now) throws IOException {
    files.createFolder(folder);
    long second = now.getEpochSecond();
    Path file;
    do { // TensorBoard reads the files in the order of their names
      file =
          folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.subtext", second++));
    } while (Files.exists(file));
    EventFile events = new EventFile(files.create(file));
    events.record(Event.version(now));
    events.record(Event.start(now, step + 1));
    return events;
  }

  /** Adds one value for each name at a step; names with a common prefix and slash share a panel. */
  public void scalars(long step, Map<String, Double> values) throws IOException {
    record(Event.scalars(Instant.now(), step, values));
  }

  private void record(byte[] event) throws IOException {
    ByteBuffer record =
        ByteBuffer.allocate(RECORD_FRAME + event.length).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(event.length);
    record.putInt(maskedCrc(record.array(), 0, Long.BYTES));
    record.put(event);
    record.putInt(maskedCrc(event, 0, event.length));
    out.write(record.flip());
  }

  /** CRC-32C rotated right by 15 bits plus a constant, as TensorFlow stores it. */
  static int maskedCrc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Event messages, with the field numbers of event.proto and summary.proto. */
  private static final class Event {
    private static final int SESSION_START = 1;

    static byte[] version(Instant now) {
      return new Protobuf()
          .float64(1, seconds(now))
          .bytes(3, "brain.Event:2".getBytes(UTF_8))
          .toByteArray();
    }

    static byte[] start(Instant now, long step) {
      byte[] sessionLog = new Protobuf().varint(1, SESSION_START).toByteArray();
      return at(now, step).bytes(7, sessionLog).toByteArray();
    }

    static byte[] scalars(Instant now, long step, Map<String, Double> values) {
      Protobuf summary = new Protobuf();
      values.forEach(
          (tag, value) ->
              summary.bytes(
                  1,
                  new Protobuf()
                      .bytes(1, tag.getBytes(UTF_8))
                      .float32(2, value.floatValue())
                      .toByteArray()));
      return at(now, step).bytes(5, summary.toByteArray()).toByteArray();
    }

    private static Protobuf at(Instant now, long step) {
      return new Protobuf().float64(1, seconds(now)).varint(2, step);
    }

    private static double seconds(Instant time) {
      return time.toEpochMilli() / 1e3;
    }
  }
}
