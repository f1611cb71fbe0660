package subtext.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import subtext.model.Vae;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.tensor.TensorData;

/** A small network's weights, large enough that z and every bias matter. */
final class Weights {
  static final Workload SIZES = new Workload("test", 6, 7, 3, 40, 4, 0, /* dropout= */ 0);

  private Weights() {}

  static Map<String, TensorData> normal() {
    Map<String, TensorData> weights = new LinkedHashMap<>();
    try (Vae network = SIZES.network();
        Scope scope = Scope.open()) {
      network
          .parameters()
          .byName()
          .forEach((name, like) -> weights.put(name, normal(weights.size(), like)));
    }
    return weights;
  }

  private static TensorData normal(long seed, Tensor like) {
    float[] values = new float[Math.toIntExact(like.elements())];
    new Noise(seed, 0).normal(Noise.Stream.INITIAL, 0, 0, values, 0, values.length);
    return Tensor.of(values, like.shape()).mul(0.5).toData();
  }
}
