package subtext.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves parameters along their gradients; those without a gradient stay as they are. Its state is
 * tensors by name, saved with a checkpoint.
 */
public final class Optimizer implements AutoCloseable {
  /** Numbers of a parameter that are moved at a time: 512 KiB in float32. */
  private static final long PIECE = 1 << 17;

  private static final String STEPS = "steps";

  private final OptimizerConfig config;
  private final Parameters parameters;
  private final SequencedMap<String, Tensor> moments = new LinkedHashMap<>();

  /** Steps that each parameter has taken, which Adam's bias correction counts. */
  private final SequencedMap<String, Long> steps = new LinkedHashMap<>();

  public Optimizer(OptimizerConfig config, Parameters parameters) {
    this.config = config;
    this.parameters = parameters;
    for (Map.Entry<String, Tensor> entry : parameters.byName().entrySet()) {
      steps.put(entry.getKey(), 0L);
      switch (config) {
        case OptimizerConfig.Sgd sgd -> {
          if (sgd.momentum() > 0) {
            addMoment("velocity", entry);
          }
        }
        case OptimizerConfig.Adam adam -> addMoments(entry);
        case OptimizerConfig.AdamW adamW -> addMoments(entry);
      }
    }
  }

  private void addMoments(Map.Entry<String, Tensor> parameter) {
    addMoment("first", parameter);
    addMoment("second", parameter);
  }

  private void addMoment(String kind, Map.Entry<String, Tensor> parameter) {
    try (Scope scope = Scope.open()) {
      Tensor zeros =
          Tensor.zeros(parameters.type(), parameters.device(), parameter.getValue().shape());
      moments.put(kind + "." + parameter.getKey(), scope.release(zeros));
    }
  }

  /** Norm of all gradients together, before any clipping. Not finite where any of them is not. */
  public Tensor gradientNorm() {
    return Autograd.without(
        () ->
            parameters.tensors().stream()
                .map(parameter -> new Gradient(parameter).numbers())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .map(numbers -> numbers.dot(numbers))
                .reduce(Tensor::add)
                .orElseGet(() -> Tensor.zeros(parameters.type(), parameters.device()))
                .sqrt());
  }

  /**
   * One step along the gradients, each scaled by {@code gradientScale}, and clears them.
   *
   * @param rateFactor what the schedule makes of the learning rate
   */
  public void step(double rateFactor, double gradientScale) {
    double rate = config.learningRate() * rateFactor;
    Autograd.withoutResult(
        () -> {
          for (Map.Entry<String, Tensor> entry : parameters.byName().entrySet()) {
            follow(entry.getKey(), entry.getValue(), rate, gradientScale);
          }
        });
  }

  private void follow(String name, Tensor parameter, double rate, double gradientScale) {
    try (Scope scope = Scope.open()) {
      // Without momentum, rows that were not looked up stay as they are, and are not touched.
      boolean inRows = config instanceof OptimizerConfig.Sgd sgd && sgd.momentum() == 0;
      Gradient collected = new Gradient(parameter);
      Tensor gradient = inRows ? collected.get() : collected.dense();
      if (gradient == null) {
        return;
      }
      long taken = steps.merge(name, 1L, Long::sum);
      switch (config) {
        case OptimizerConfig.Sgd(double learningRate, double momentum) when momentum > 0 -> {
          Tensor velocity = moment("velocity." + name).mul_(momentum);
          parameter.add_(velocity.add_(gradient, gradientScale), -rate);
        }
        case OptimizerConfig.Sgd sgd -> parameter.add_(gradient, -rate * gradientScale);
        case OptimizerConfig.Adam adam ->
            inPieces(
                name, parameter, gradient, piece -> adam(adam, piece, taken, rate, gradientScale));
        case OptimizerConfig.AdamW adamW ->
            inPieces(
                name,
                parameter,
                gradient,
                piece -> adamW(adamW, piece, taken, rate, gradientScale));
      }
      collected.clear();
    }
  }

  /** Some numbers of a parameter, with what Adam keeps of them. */
  private record Piece(Tensor parameter, Tensor gradient, Tensor first, Tensor second) {
    Piece part(long from, long count) {
      return new Piece(
          parameter.narrow(0, from, count),
          gradient.narrow(0, from, count),
          first.narrow(0, from, count),
          second.narrow(0, from, count));
    }
  }

  /**
   * Moves a parameter piece by piece, so that all of Adam's passes over a piece but the first find
   * it in the processor's caches.
   */
  private void inPieces(String name, Tensor parameter, Tensor gradient, Consumer<Piece> update) {
    Piece whole =
        new Piece(
            parameter.reshape(-1),
            gradient.reshape(-1),
            moment("first." + name).reshape(-1),
            moment("second." + name).reshape(-1));
    for (long from = 0; from < parameter.elements(); from += PIECE) {
      try (Scope scope = Scope.open()) {
        update.accept(whole.part(from, Math.min(PIECE, parameter.elements() - from)));
      }
    }
  }

  private void adam(
      OptimizerConfig.Adam adam, Piece piece, long taken, double rate, double gradientScale) {
    double scale = gradientScale;
    if (adam.weightDecay() > 0) { // part of the gradient, but of no clipping
      piece.gradient.mul_(gradientScale).add_(piece.parameter, adam.weightDecay());
      scale = 1;
    }
    adam(piece, taken, rate, scale, adam.beta1(), adam.beta2(), adam.epsilon());
  }

  private void adamW(
      OptimizerConfig.AdamW adamW, Piece piece, long taken, double rate, double gradientScale) {
    piece.parameter.mul_(1 - rate * adamW.weightDecay());
    adam(piece, taken, rate, gradientScale, adamW.beta1(), adamW.beta2(), adamW.epsilon());
  }

  private void adam(
      Piece piece,
      long taken,
      double rate,
      double gradientScale,
      double beta1,
      double beta2,
      double epsilon) {
    double squaredScale = gradientScale * gradientScale;
    piece.first.mul_(beta1).add_(piece.gradient, (1 - beta1) * gradientScale);
    piece
        .second
        .mul_(beta2)
        .addProduct_(piece.gradient, piece.gradient, (1 - beta2) * squaredScale);
    double firstBias = 1 - Math.pow(beta1, (double) taken);
    double secondBias = 1 - Math.pow(beta2, (double) taken);
    Tensor denominator = piece.second.sqrt().mul_(1 / Math.sqrt(secondBias)).add_(epsilon);
    piece.parameter.addQuotient_(piece.first, denominator, -rate / firstBias);
  }

  private Tensor moment(String name) {
    @Nullable Tensor moment = moments.get(name);
    if (moment == null) {
      throw new IllegalStateException("no moment " + name);
    }
    return moment;
  }

  /** Forgets all, as if no step had been taken. */
  public void reset() {
    steps.replaceAll((name, taken) -> 0L);
    try (Scope scope = Scope.open()) {
      moments.values().forEach(moment -> moment.mul_(0));
    }
  }

  /** Copies of the moments, and the steps of each parameter (int64 [parameters]). */
  public Map<String, TensorData> toData() {
    SequencedMap<String, TensorData> data = new LinkedHashMap<>();
    moments.forEach((name, tensor) -> data.put(name, tensor.toData()));
    ByteBuffer counts =
        ByteBuffer.allocate(steps.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    steps.values().forEach(counts::putLong);
    data.put(STEPS, new TensorData(DType.I64, new long[] {steps.size()}, counts.flip()));
    return data;
  }

  /**
   * Goes on from a saved state.
   *
   * @throws IllegalArgumentException where a part is missing or has another shape
   */
  public void load(Map<String, TensorData> data) {
    moments.forEach(
        (name, tensor) -> Parameters.set("optimiser state " + name, tensor, data.get(name)));
    TensorData counts = data.get(STEPS);
    if (counts == null || TensorData.elements(counts.shape()) != steps.size()) {
      throw new IllegalArgumentException(
          "optimiser state %s is not one number for each of %d parameters"
              .formatted(STEPS, steps.size()));
    }
    LongBuffer values = counts.bytes().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    steps.replaceAll((name, taken) -> values.get());
  }

  @Override
  public void close() {
    moments.values().forEach(Tensor::close);
    moments.clear();
  }
}
