package subtext.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a model, trainable but for the {@linkplain #constant constants}, by name, in the
 * order in which they were made. They live until this closes.
 *
 * <p>Initial values are a function of (seed, name, position), so that a model's weights do not
 * depend on what else it has.
 */
public final class Parameters implements AutoCloseable {
  private final SequencedMap<String, Tensor> byName = new LinkedHashMap<>();
  private final Map<String, Init> inits = new HashMap<>();
  private final Device device;
  private final DType type;
  private final long seed;
  private final @Nullable Map<String, TensorData> known;

  /**
   * @param type {@link DType#F32}, or {@link DType#F64} where gradients are checked
   */
  public Parameters(Device device, DType type, long seed) {
    this(device, type, seed, null);
  }

  private Parameters(
      Device device, DType type, long seed, @Nullable Map<String, TensorData> known) {
    this.device = device;
    this.type = type;
    this.seed = seed;
    this.known = known;
  }

  /** Parameters that are made with their values in {@code data}, which may hold more. */
  public static Parameters of(Map<String, TensorData> data, Device device) {
    return new Parameters(device, DType.F32, 0, data);
  }

  /**
   * Makes the parameter {@code name}, which must be new.
   *
   * @throws IllegalArgumentException if its value is known, and missing or of another shape;
   *     nothing of that shape is made then
   */
  public Tensor create(String name, Init init, long... shape) {
    if (byName.containsKey(name)) {
      throw new IllegalArgumentException("parameter " + name + " exists already");
    }
    try (Scope scope = Scope.open()) {
      Tensor first =
          known == null
              ? Tensor.of(init.values(new Noise(seed, 0), name, shape), shape).to(device)
              : Tensor.of(fitting("weight " + name, known.get(name), shape), device);
      Tensor made = first.to(type).requiresGrad();
      byName.put(name, scope.release(made));
      inits.put(name, init);
      return made;
    }
  }

  /**
   * Makes numbers of the model that no gradient moves, and that are kept, saved and loaded with the
   * parameters.
   */
  public Tensor constant(String name, Init init, long... shape) {
    Tensor made = create(name, init, shape);
    made.withoutGrad();
    return made;
  }

  public Device device() {
    return device;
  }

  public DType type() {
    return type;
  }

  public Collection<Tensor> tensors() {
    return Collections.unmodifiableCollection(byName.values());
  }

  public SequencedMap<String, Tensor> byName() {
    return Collections.unmodifiableSequencedMap(byName);
  }

  /** How many numbers they hold together. */
  public long count() {
    return byName.values().stream().mapToLong(Tensor::elements).sum();
  }

  /** Whether no value is infinite or not a number. */
  public boolean areFinite() {
    try (Scope scope = Scope.open()) {
      return Autograd.without(
          () ->
              tensors().stream()
                  .map(tensor -> tensor.mul(0).sum().item()) // 0 * x is NaN for what is not finite
                  .allMatch(zero -> zero == 0));
    }
  }

  /** Copies of all values. */
  public Map<String, TensorData> toData() {
    SequencedMap<String, TensorData> data = new LinkedHashMap<>();
    byName.forEach((name, tensor) -> data.put(name, tensor.toData()));
    return data;
  }

  /**
   * Sets every parameter to its value in {@code data}, which may hold more.
   *
   * @throws IllegalArgumentException where one is missing or has another shape
   */
  public void load(Map<String, TensorData> data) {
    byName.forEach((name, tensor) -> set("weight " + name, tensor, data.get(name)));
  }

  /** Sets {@code tensor}, which an error calls {@code name}, to the values of {@code data}. */
  static void set(String name, Tensor tensor, @Nullable TensorData data) {
    TensorData fitting = fitting(name, data, tensor.shape());
    try (Scope scope = Scope.open()) {
      Autograd.withoutResult(() -> tensor.copy_(Tensor.of(fitting, tensor.device())));
    }
  }

  /** {@code data}, if it is there and has the shape. */
  private static TensorData fitting(String name, @Nullable TensorData data, long... shape) {
    if (data == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    if (!Arrays.equals(data.shape(), shape)) {
      throw new IllegalArgumentException(
          "%s has shape %s, but this model needs %s"
              .formatted(name, Arrays.toString(data.shape()), Arrays.toString(shape)));
    }
    return data;
  }

  /**
   * Gives the parameters whose names {@code chosen} accepts fresh initial values of another seed.
   */
  public void reset(Predicate<String> chosen, long newSeed) {
    byName.forEach(
        (name, tensor) -> {
          if (chosen.test(name)) {
            Init init = Objects.requireNonNull(inits.get(name));
            try (Scope scope = Scope.open()) {
              float[] values = init.values(new Noise(newSeed, 0), name, tensor.shape());
              Autograd.withoutResult(() -> tensor.copy_(Tensor.of(values, tensor.shape())));
            }
          }
        });
  }

  /**
   * Runs {@code work} while the parameters whose names {@code held} accepts get no gradient, and so
   * stay where they are.
   */
  public <T> T holding(Predicate<String> held, Supplier<T> work) {
    List<Tensor> still = new ArrayList<>();
    byName.forEach(
        (name, tensor) -> {
          if (held.test(name) && tensor.requiresGradient()) {
            still.add(tensor);
          }
        });
    still.forEach(Tensor::withoutGrad);
    try {
      return work.get();
    } finally {
      still.forEach(Tensor::requiresGrad);
    }
  }

  @Override
  public void close() {
    byName.values().forEach(Tensor::close);
    byName.clear();
  }
}
