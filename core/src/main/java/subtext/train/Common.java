package subtext.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import subtext.store.Checkpoint;
import subtext.tensor.DType;
import subtext.tensor.Ranks;
import subtext.tensor.TensorData;

/**
 * What the first of several processes knows or finds, and all must go by: were each to find it for
 * itself, a last bit might part them. Every process asks for the same things in the same order.
 */
record Common(Ranks ranks) {
  /** The checkpoint that the first process finds; the others do not look. */
  Optional<Checkpoint> checkpoint(Supplier<Optional<Checkpoint>> find) {
    if (ranks.size() == 1) {
      return find.get();
    }
    Optional<Checkpoint> found = ranks.isFirst() ? find.get() : Optional.empty();
    String state = text(found.map(Checkpoint::state).orElse(""));
    if (state.isEmpty()) {
      return Optional.empty();
    }
    double[] numbers =
        numbers(
            found.map(Checkpoint::step).orElse(0L).doubleValue(),
            found.map(Checkpoint::score).orElse(0.0));
    Map<String, TensorData> tensors = tensors(found.map(Checkpoint::tensors).orElse(Map.of()));
    return Optional.of(new Checkpoint((long) numbers[0], tensors, state, numbers[1]));
  }

  /** The validation as the first process sees it. */
  Validation validation(Validation own) {
    if (ranks.size() == 1) {
      return own;
    }
    double[] figures = own.figures().values().stream().mapToDouble(Double::doubleValue).toArray();
    double[] all = new double[figures.length + 2];
    System.arraycopy(figures, 0, all, 2, figures.length);
    all[0] = own.bound();
    all[1] = own.alive() ? 1 : 0;
    double[] first = numbers(all);
    Map<String, Double> agreed = new LinkedHashMap<>();
    for (String name : own.figures().keySet()) {
      agreed.put(name, first[2 + agreed.size()]);
    }
    return new Validation(first[0], first[1] > 0, agreed, own.details());
  }

  /** Whether any process says so. */
  boolean any(boolean own) {
    return ranks.size() == 1 ? own : ranks.sum(own ? 1 : 0)[0] > 0;
  }

  private double[] numbers(double... own) {
    ByteBuffer bytes = ByteBuffer.allocate(own.length * Double.BYTES);
    bytes.asDoubleBuffer().put(own);
    double[] first = new double[own.length];
    ByteBuffer.wrap(ranks.first(bytes.array())).asDoubleBuffer().get(first);
    return first;
  }

  private String text(String own) {
    return new String(ranks.first(own.getBytes(UTF_8)), UTF_8);
  }

  private Map<String, TensorData> tensors(Map<String, TensorData> own) {
    List<String> headers = new ArrayList<>();
    own.forEach((name, data) -> headers.add(header(name, data)));
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (String line : text(String.join("\n", headers)).lines().toList()) {
      String[] fields = line.split("\t", -1);
      TensorData present = own.get(fields[0]);
      byte[] bytes = ranks.first(present == null ? new byte[0] : bytes(present));
      long[] shape = Arrays.stream(fields).skip(2).mapToLong(Long::parseLong).toArray();
      tensors.put(
          fields[0], new TensorData(DType.valueOf(fields[1]), shape, ByteBuffer.wrap(bytes)));
    }
    return tensors;
  }

  private static String header(String name, TensorData data) {
    StringBuilder header = new StringBuilder(name).append('\t').append(data.dtype().name());
    Arrays.stream(data.shape()).forEach(size -> header.append('\t').append(size));
    return header.toString();
  }

  private static byte[] bytes(TensorData data) {
    byte[] bytes = new byte[data.bytes().remaining()];
    data.bytes().duplicate().get(bytes);
    return bytes;
  }
}
