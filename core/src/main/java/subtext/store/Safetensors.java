package subtext.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import subtext.error.CorruptFileException;
import subtext.tensor.TensorData;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Files of named tensors in the safetensors format
 * (https://github.com/huggingface/safetensors#format): the length of the header in eight
 * little-endian bytes, the header as JSON, the tensors' bytes without a gap.
 */
public final class Safetensors {
  /**
   * Longest header read; the format allows 100,000,000 bytes, far more than memory is risked for.
   */
  static final int MAX_HEADER_BYTES = 4 << 20;

  private static final int ALIGNMENT = 8;
  private static final JsonFactory JSON = new JsonFactory();

  private Safetensors() {}

  /** What a file holds. The tensors' bytes are mapped: read from disk when they are looked at. */
  public record Contents(SortedMap<String, TensorData> tensors, Map<String, String> metadata) {}

  /**
   * Writes a file that appears whole or not at all; one of that name is replaced.
   *
   * @throws IOException if it could not be written; what was there before is left as it was
   */
  public static void write(Path file, Map<String, TensorData> tensors, Map<String, String> metadata)
      throws IOException {
    AtomicFile.write(FileLayer.DISK, file, out -> write(out, tensors, metadata));
  }

  /** Writes to an open file. Widest types come first, so that every tensor is aligned. */
  static void write(
      FileLayer.Output out, Map<String, TensorData> tensors, Map<String, String> metadata)
      throws IOException {
    Comparator<Map.Entry<String, TensorData>> widestFirst =
        Comparator.comparingInt(entry -> -entry.getValue().dtype().bytes());
    List<Map.Entry<String, TensorData>> ordered =
        tensors.entrySet().stream().sorted(widestFirst.thenComparing(Map.Entry::getKey)).toList();
    byte[] header = header(ordered, metadata);
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .flip());
    out.write(ByteBuffer.wrap(header));
    for (Map.Entry<String, TensorData> tensor : ordered) {
      out.write(tensor.getValue().bytes().duplicate());
    }
  }

  private static byte[] header(
      List<Map.Entry<String, TensorData>> tensors, Map<String, String> metadata) {
    if (tensors.size() > SafetensorsHeader.MAX_TENSORS) {
      throw new IllegalArgumentException(
          "tensors: %d given, at most %d fit into one file"
              .formatted(tensors.size(), SafetensorsHeader.MAX_TENSORS));
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (JsonGenerator json =
        JSON.createGenerator(ObjectWriteContext.empty(), header, JsonEncoding.UTF8)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectPropertyStart(SafetensorsHeader.METADATA);
        new TreeMap<>(metadata).forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      long offset = 0;
      for (Map.Entry<String, TensorData> tensor : tensors) {
        long end = offset + tensor.getValue().bytes().remaining();
        writeEntry(json, tensor.getKey(), tensor.getValue(), offset, end);
        offset = end;
      }
      json.writeEndObject();
    }
    while ((Long.BYTES + header.size()) % ALIGNMENT != 0) {
      header.write(' ');
    }
    if (header.size() > MAX_HEADER_BYTES) {
      throw new IllegalArgumentException(
          "metadata and names: a header of %d bytes, at most %d are allowed"
              .formatted(header.size(), MAX_HEADER_BYTES));
    }
    return header.toByteArray();
  }

  private static void writeEntry(
      JsonGenerator json, String name, TensorData tensor, long begin, long end) {
    if (name.equals(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException("name: no tensor can be called " + name);
    }
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("dtype", tensor.dtype().name());
    json.writeName("shape");
    json.writeArray(tensor.shape(), 0, tensor.shape().length);
    json.writeName("data_offsets");
    json.writeArray(new long[] {begin, end}, 0, 2);
    json.writeEndObject();
  }

  /**
   * Maps a file. Its header is checked in full; its data are not, for want of a checksum in the
   * format: {@link Manifest} has one.
   *
   * @throws CorruptFileException if it is not a whole safetensors file
   */
  public static Contents read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long dataStart = Long.BYTES + headerBytes(file, channel);
      ByteBuffer header = ByteBuffer.allocate((int) dataStart - Long.BYTES);
      readFully(file, channel, header, Long.BYTES);
      long dataBytes = channel.size() - dataStart;
      SafetensorsHeader parsed = SafetensorsHeader.parse(file, header.array(), dataBytes);
      return new Contents(map(channel, parsed, dataStart, dataBytes), parsed.metadata());
    }
  }

  private static long headerBytes(Path file, FileChannel channel) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(file, channel, length, 0);
    long bytes = length.getLong(0);
    long most = Math.min(MAX_HEADER_BYTES, channel.size() - Long.BYTES);
    if (bytes < 2 || bytes > most) {
      throw new CorruptFileException(
          file,
          "says that its header has %s bytes; 2 to %d are possible"
              .formatted(Long.toUnsignedString(bytes), most));
    }
    return bytes;
  }

  private static void readFully(Path file, FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new CorruptFileException(
            file, "is truncated: it ends after %d bytes".formatted(channel.size()));
      }
    }
  }

  /** One map for all tensors where it can be, else one for each: a buffer ends at 2 GiB. */
  private static SortedMap<String, TensorData> map(
      FileChannel channel, SafetensorsHeader header, long dataStart, long dataBytes)
      throws IOException {
    boolean oneMap = dataBytes <= Integer.MAX_VALUE;
    ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, dataStart, oneMap ? dataBytes : 0);
    SortedMap<String, TensorData> tensors = new TreeMap<>();
    for (SafetensorsHeader.Entry entry : header.tensors()) {
      int bytes = (int) (entry.end() - entry.begin());
      ByteBuffer data =
          oneMap
              ? all.slice((int) entry.begin(), bytes)
              : channel.map(FileChannel.MapMode.READ_ONLY, dataStart + entry.begin(), bytes);
      tensors.put(entry.name(), new TensorData(entry.dtype(), entry.shape(), data));
    }
    return Collections.unmodifiableSortedMap(tensors);
  }
}
