package subtext.store;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import subtext.error.CorruptFileException;
import subtext.tensor.DType;
import subtext.tensor.TensorData;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON header of a safetensors file, parsed as a stream and believed in nothing: limits are
 * checked before memory is taken, and the tensors must tile the data without a hole, an overlap or
 * a byte left over.
 *
 * @param tensors in the order of their data
 */
record SafetensorsHeader(List<Entry> tensors, Map<String, String> metadata) {
  /** Most tensors in one file; ours have dozens, large public models a few thousand. */
  static final int MAX_TENSORS = 16_384;

  static final String METADATA = "__metadata__";
  private static final int MAX_DIMENSIONS = 16;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(4).maxNameLength(4096).build())
          .build();

  /** Where a tensor lies: bytes {@code [begin, end)} of the data. */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(String name, DType dtype, long[] shape, long begin, long end) {}

  /**
   * @param file named in errors
   * @param dataBytes length of what follows the header
   * @throws CorruptFileException if the header is not one that this build reads
   */
  static SafetensorsHeader parse(Path file, byte[] header, long dataBytes) {
    Reader strictUtf8 =
        new InputStreamReader(
            new ByteArrayInputStream(header),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), strictUtf8)) {
      SafetensorsHeader parsed = new Parsing(file, json).header();
      checkTiling(file, parsed.tensors, dataBytes);
      return parsed;
    } catch (JacksonException e) {
      throw new CorruptFileException(
          file, "has a damaged safetensors header: " + e.getOriginalMessage(), e);
    }
  }

  private static void checkTiling(Path file, List<Entry> tensors, long dataBytes) {
    long end = 0;
    for (Entry tensor : tensors) {
      if (tensor.begin != end) {
        throw new CorruptFileException(
            file,
            "has a %s before the data of tensor %s: it begins at byte %d, and the one before ends at %d"
                .formatted(
                    tensor.begin > end ? "hole" : "overlap",
                    quote(tensor.name),
                    tensor.begin,
                    end));
      }
      end = tensor.end;
    }
    if (end != dataBytes) {
      throw new CorruptFileException(
          file,
          "holds %d bytes of data, but its header describes %d: truncated, or something was appended"
              .formatted(dataBytes, end));
    }
  }

  /** A name from the file, safe to print: short and without control characters. */
  private static String quote(String name) {
    String shown = name.length() > 60 ? name.substring(0, 60) + "..." : name;
    return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
  }

  /** One pass over the header's tokens. */
  private record Parsing(Path file, JsonParser json) {
    SafetensorsHeader header() {
      Map<String, Entry> tensors = new TreeMap<>();
      Map<String, String> metadata = Map.of();
      expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        if (name.equals(METADATA)) {
          metadata = metadata();
        } else if (tensors.size() == MAX_TENSORS) {
          throw damaged("more than %d tensors".formatted(MAX_TENSORS));
        } else {
          tensors.put(name, tensor(name));
        }
      }
      if (json.nextToken() != null) {
        throw damaged("something after its closing brace");
      }
      Comparator<Entry> byPlace =
          Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end);
      return new SafetensorsHeader(tensors.values().stream().sorted(byPlace).toList(), metadata);
    }

    private Map<String, String> metadata() {
      Map<String, String> metadata = new TreeMap<>();
      expect(json.nextToken(), JsonToken.START_OBJECT, METADATA);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        expect(json.nextToken(), JsonToken.VALUE_STRING, METADATA + "." + quote(key));
        metadata.put(key, json.getString());
      }
      return Collections.unmodifiableMap(metadata);
    }

    private Entry tensor(String name) {
      String tensor = "tensor " + quote(name);
      @Nullable DType dtype = null;
      long @Nullable [] shape = null;
      long @Nullable [] offsets = null;
      expect(json.nextToken(), JsonToken.START_OBJECT, tensor);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        switch (key) {
          case "dtype" -> dtype = dtype(tensor);
          case "shape" -> shape = longs(tensor + ".shape", MAX_DIMENSIONS);
          case "data_offsets" -> offsets = longs(tensor + ".data_offsets", 2);
          default -> throw damaged("an unknown key " + quote(key) + " in " + tensor);
        }
      }
      if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
        throw damaged(tensor + " without a dtype, a shape and two data_offsets");
      }
      checkSize(tensor, dtype, shape, offsets[0], offsets[1]);
      return new Entry(name, dtype, shape, offsets[0], offsets[1]);
    }

    private DType dtype(String tensor) {
      expect(json.nextToken(), JsonToken.VALUE_STRING, tensor + ".dtype");
      String name = json.getString();
      for (DType dtype : DType.values()) {
        if (dtype.name().equals(name)) {
          return dtype;
        }
      }
      throw damaged(
          "%s of type %s, which is none of %s"
              .formatted(tensor, quote(name), List.of(DType.values())));
    }

    /** An array of at most {@code most} integers, none negative. */
    private long[] longs(String what, int most) {
      long[] values = new long[most];
      int count = 0;
      expect(json.nextToken(), JsonToken.START_ARRAY, what);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, what);
        if (count == most) {
          throw damaged("%s of more than %d numbers".formatted(what, most));
        }
        values[count] = json.getLongValue();
        if (values[count] < 0) {
          throw damaged("%s with the negative number %d".formatted(what, values[count]));
        }
        count++;
      }
      return Arrays.copyOf(values, count);
    }

    private void checkSize(String tensor, DType dtype, long[] shape, long begin, long end) {
      long bytes;
      try {
        bytes = Math.multiplyExact(TensorData.elements(shape), (long) dtype.bytes());
      } catch (ArithmeticException e) {
        throw damaged(tensor + " whose shape has more elements than a 64-bit number counts");
      }
      if (end < begin || end - begin != bytes) {
        throw damaged(
            "%s at bytes %d to %d, where its type and shape take %d bytes"
                .formatted(tensor, begin, end, bytes));
      }
      if (bytes > Integer.MAX_VALUE) {
        throw damaged("%s of %d bytes; 2 GiB is the most".formatted(tensor, bytes));
      }
    }

    private void expect(@Nullable JsonToken found, JsonToken wanted, String where) {
      if (found != wanted) {
        throw damaged(where + " that is " + found + " instead of " + wanted);
      }
    }

    private CorruptFileException damaged(String what) {
      return new CorruptFileException(file, "has a damaged safetensors header: " + what);
    }
  }
}
