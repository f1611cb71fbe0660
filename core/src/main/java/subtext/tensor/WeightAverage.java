package subtext.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * The mean of the weights over the last steps, which generalises better than where the last step
 * has led (Polyak and Juditsky 1992; of language models, Merity et al. 2018): that of all steps so
 * far, and once there are more of them than the horizon, an exponential one.
 */
public final class WeightAverage implements AutoCloseable {
  private static final String COUNT = "count";

  /** Steps between two weights that are counted, at most; and how many a horizon holds at least. */
  private static final int MOST_STEPS = 16;

  private static final int LEAST_COUNTED = 100;

  private final Parameters parameters;
  private final long every;
  private final double least;
  private final SequencedMap<String, Tensor> means = new LinkedHashMap<>();
  private long count;

  /**
   * @param horizon steps that the mean looks back over; 0 for no mean, and all methods leave the
   *     weights as they are
   */
  public WeightAverage(Parameters parameters, double horizon) {
    this.parameters = parameters;
    every = Math.clamp((long) (horizon / LEAST_COUNTED), 1, MOST_STEPS);
    least = every / Math.max(horizon, (double) every);
    if (horizon > 0) {
      try (Scope scope = Scope.open()) {
        parameters
            .byName()
            .forEach(
                (name, tensor) ->
                    means.put(
                        name,
                        scope.release(
                            Tensor.zeros(parameters.type(), parameters.device(), tensor.shape()))));
      }
    }
  }

  /** Counts the weights as they are after {@code step} steps. */
  public void follow(long step) {
    if (step % every != 0) {
      return;
    }
    count++;
    double share = Math.max(1.0 / count, least);
    try (Scope scope = Scope.open()) {
      Autograd.withoutResult(
          () -> means.forEach((name, mean) -> mean.mul_(1 - share).add_(parameter(name), share)));
    }
  }

  private Tensor parameter(String name) {
    Tensor parameter = parameters.byName().get(name);
    if (parameter == null) {
      throw new IllegalStateException("no parameter " + name);
    }
    return parameter;
  }

  /** Runs {@code work} on the mean weights, and leaves the weights as they were. */
  public <T> T inPlaceOfWeights(Supplier<T> work) {
    if (count == 0) {
      return work.get();
    }
    exchange();
    try {
      return work.get();
    } finally {
      exchange();
    }
  }

  private void exchange() {
    means.forEach(
        (name, mean) -> {
          try (Scope scope = Scope.open()) {
            Autograd.withoutResult(
                () -> {
                  Tensor parameter = parameter(name);
                  Tensor before = Tensor.zeros(mean.dtype(), mean.device(), mean.shape());
                  before.copy_(parameter);
                  parameter.copy_(mean);
                  mean.copy_(before);
                });
          }
        });
  }

  /** Makes the mean the weights. */
  public void settle() {
    if (count > 0) {
      Autograd.withoutResult(() -> means.forEach((name, mean) -> parameter(name).copy_(mean)));
    }
  }

  /** Forgets what it has counted. */
  public void reset() {
    count = 0;
  }

  /** Copies of the means, and how many weights were counted; empty where there is no mean. */
  public Map<String, TensorData> toData() {
    SequencedMap<String, TensorData> data = new LinkedHashMap<>();
    means.forEach((name, mean) -> data.put(name, mean.toData()));
    if (!means.isEmpty()) {
      ByteBuffer counted = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      data.put(COUNT, new TensorData(DType.I64, new long[] {1}, counted.putLong(count).flip()));
    }
    return data;
  }

  /**
   * Goes on from saved means.
   *
   * @throws IllegalArgumentException where one is missing or has another shape
   */
  public void load(Map<String, TensorData> data) {
    means.forEach((name, mean) -> Parameters.set("mean of weight " + name, mean, data.get(name)));
    TensorData counted = data.get(COUNT);
    count = counted == null ? 0 : counted.bytes().order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }

  @Override
  public void close() {
    means.values().forEach(Tensor::close);
    means.clear();
  }
}
