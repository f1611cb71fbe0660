package subtext.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import subtext.error.CorruptFileException;

/** Headers made to crash, exhaust or deceive a reader: refused quickly and in little memory. */
class HostileSafetensorsTest {
  private static final Duration MOST_TIME = Duration.ofMillis(100);
  private static final long MOST_BYTES = 16 << 20;

  /** Four bytes of data, which one F32 of shape [1] describes. */
  private static final int DATA = 4;

  @TempDir static Path folder;

  @BeforeAll
  static void loadTheClasses() throws IOException {
    Path file = folder.resolve("warm");
    Safetensors.write(file, Fixtures.everyType(1), Map.of());
    Safetensors.read(file);
  }

  /** A file's bytes and what is wrong with them. */
  @SuppressWarnings("ArrayRecordComponent")
  record Hostile(String what, byte[] bytes) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Hostile header(String what, String header) {
    return new Hostile(what, headed(header));
  }

  private static Stream<Hostile> headers() {
    String good = tensor("a", "F32", "1", "0,4");
    return Stream.of(
        header("empty header", ""),
        header("one byte", "{"),
        header("spaces only", "        "),
        header("no tensors for the data", "{}"),
        header("an array", "[1, 2]"),
        header("a string", "\"abc\""),
        header("null", "null"),
        header("not JSON", "hello, world"),
        header("unclosed", "{" + good),
        header("trailing text", "{" + good + "} x"),
        header("a second object", "{" + good + "}{}"),
        header("trailing zeroes", "{" + good + "}\0\0"),
        header("comment", "{/* */" + good + "}"),
        header("trailing comma", "{" + good + ",}"),
        header("duplicate tensor", "{" + good + "," + good + "}"),
        header(
            "duplicate key",
            "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"),
        header("duplicate metadata", "{\"__metadata__\":{},\"__metadata__\":{}," + good + "}"),
        header(
            "duplicate metadata key", "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}," + good + "}"),
        header("metadata of numbers", "{\"__metadata__\":{\"k\":1}," + good + "}"),
        header("metadata that nests", "{\"__metadata__\":{\"k\":{}}," + good + "}"),
        header("metadata that is a list", "{\"__metadata__\":[]," + good + "}"),
        header("tensor that is a number", "{\"a\":1}"),
        header("no dtype", "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}"),
        header("no shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}"),
        header("no offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}"),
        header("unknown key", "{" + good.replace("\"dtype\"", "\"x\":1,\"dtype\"") + "}"),
        header("unknown type", "{" + tensor("a", "F31", "1", "0,4") + "}"),
        header("type in lower case", "{" + tensor("a", "f32", "1", "0,4") + "}"),
        header("type of a thousand letters", "{" + tensor("a", "F".repeat(1000), "1", "0,4") + "}"),
        header("negative shape", "{" + tensor("a", "F32", "-1", "0,4") + "}"),
        header("two negative dimensions", "{" + tensor("a", "F32", "-1,-1", "0,4") + "}"),
        header("fraction in the shape", "{" + tensor("a", "F32", "1.0", "0,4") + "}"),
        header("exponent in the shape", "{" + tensor("a", "F32", "1e0", "0,4") + "}"),
        header("text in the shape", "{" + tensor("a", "F32", "\"1\"", "0,4") + "}"),
        header("shape past 64 bits", "{" + tensor("a", "F32", "9".repeat(30), "0,4") + "}"),
        header(
            "number of 100,000 digits", "{" + tensor("a", "F32", "1".repeat(100_000), "0,4") + "}"),
        header("overflowing shape", "{" + tensor("a", "F32", "4294967296,4294967296", "0,4") + "}"),
        header(
            "overflow to the right size",
            "{" + tensor("a", "F32", "4611686018427387905", "0,4") + "}"),
        header(
            "overflow hidden by a zero",
            "{" + tensor("a", "F32", "4294967296,4294967296,0", "0,0") + "}"),
        header(
            "a million dimensions",
            "{" + tensor("a", "F32", "1,".repeat(999_999) + "1", "0,4") + "}"),
        header("wrong size", "{" + tensor("a", "F32", "2", "0,4") + "}"),
        header("reversed offsets", "{" + tensor("a", "F32", "1", "4,0") + "}"),
        header("negative offset", "{" + tensor("a", "F32", "1", "-4,0") + "}"),
        header("one offset", "{" + tensor("a", "F32", "1", "4") + "}"),
        header("three offsets", "{" + tensor("a", "F32", "1", "0,4,8") + "}"),
        header("offset of 2^63", "{" + tensor("a", "F32", "1", "0,9223372036854775808") + "}"),
        header("data past the file", "{" + tensor("a", "F32", "2", "0,8") + "}"),
        header(
            "data of an exabyte",
            "{" + tensor("a", "F32", "288230376151711744", "0,1152921504606846976") + "}"),
        header("hole at the start", "{" + tensor("a", "U8", "2", "2,4") + "}"),
        header(
            "hole in the middle",
            "{" + tensor("a", "U8", "1", "0,1") + "," + tensor("b", "U8", "2", "2,4") + "}"),
        header("data left over", "{" + tensor("a", "U8", "3", "0,3") + "}"),
        header(
            "overlap",
            "{" + tensor("a", "U8", "3", "0,3") + "," + tensor("b", "U8", "2", "2,4") + "}"),
        header("two tensors in one place", "{" + good + "," + tensor("b", "F32", "1", "0,4") + "}"),
        header("depth 10,000", "{\"a\":" + "[".repeat(10_000)),
        header("objects of depth 10,000", "{\"a\":".repeat(10_000)),
        header(
            "name of a million letters",
            "{" + tensor("a".repeat(1_000_000), "F32", "1", "0,4") + "}"),
        header("control characters in a name", "{" + tensor("\n", "F32", "1", "0,4") + "}"),
        header("NaN in the shape", "{" + tensor("a", "F32", "NaN", "0,4") + "}"));
  }

  static Stream<Hostile> files() {
    String good = "{" + tensor("a", "F32", "1", "0,4") + "}";
    byte[] latin = good.replace("\"a\"", "\"\u00e9\"").getBytes(ISO_8859_1);
    byte[] overlong = good.replace("\"a\"", "\"\u00c0\u0080\"").getBytes(ISO_8859_1);
    byte[] surrogate = good.replace("\"a\"", "\"\u00ed\u00a0\u0080\"").getBytes(ISO_8859_1);
    Stream<Hostile> raw =
        Stream.of(
            new Hostile("empty file", new byte[0]),
            new Hostile("seven bytes", new byte[7]),
            new Hostile("length alone", file(2, new byte[0], 0)),
            new Hostile("length 0", file(0, good.getBytes(UTF_8), DATA)),
            new Hostile("length 2^63", file(Long.MIN_VALUE, good.getBytes(UTF_8), DATA)),
            new Hostile("length 2^63 - 1", file(Long.MAX_VALUE, good.getBytes(UTF_8), DATA)),
            new Hostile("length 2^64 - 1", file(-1, good.getBytes(UTF_8), DATA)),
            new Hostile("length 100,000,001", file(100_000_001, good.getBytes(UTF_8), DATA)),
            new Hostile("length 2^32", file(1L << 32, good.getBytes(UTF_8), DATA)),
            new Hostile("length past the file", file(1000, good.getBytes(UTF_8), DATA)),
            new Hostile("length one short", file(good.length() - 1, good.getBytes(UTF_8), DATA)),
            new Hostile("length one long", file(good.length() + 1, good.getBytes(UTF_8), DATA)),
            new Hostile("trailing byte", file(good.length(), good.getBytes(UTF_8), DATA + 1)),
            new Hostile("byte missing", file(good.length(), good.getBytes(UTF_8), DATA - 1)),
            new Hostile("Latin-1", file(latin.length, latin, DATA)),
            new Hostile("overlong UTF-8", file(overlong.length, overlong, DATA)),
            new Hostile("surrogate in UTF-8", file(surrogate.length, surrogate, DATA)),
            header("byte order mark", "\uFEFF" + good),
            header("UTF-16", new String(good.getBytes(UTF_16LE), ISO_8859_1)),
            header("a million tensors", millionTensors()));
    return Stream.concat(raw, headers());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isRefusedQuicklyAndInLittleMemory(Hostile hostile) throws IOException {
    Path file = Files.write(folder.resolve("hostile.safetensors"), hostile.bytes);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long start = threads.getCurrentThreadCpuTime(); // not the clock: others may have the cores

    assertThatThrownBy(() -> Safetensors.read(file))
        .as(hostile.what)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageStartingWith(file.toString())
        .message()
        .hasSizeLessThan(1000);

    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(MOST_TIME);
    assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(MOST_BYTES);
  }

  private static String tensor(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}"
        .formatted(name, dtype, shape, offsets);
  }

  private static String millionTensors() {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < 1_000_000; i++) {
      header.append(i == 0 ? "" : ",").append(tensor("t" + i, "U8", "0", "0,0"));
    }
    return header.append('}').toString();
  }

  private static byte[] headed(String header) {
    byte[] bytes = header.getBytes(UTF_8);
    return file(bytes.length, bytes, DATA);
  }

  private static byte[] file(long length, byte[] header, int data) {
    return ByteBuffer.allocate(8 + header.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(header)
        .array();
  }
}
