package subtext.nn;

import java.util.List;
import java.util.stream.IntStream;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** Linear layers, a rectifier behind each (Nair and Hinton 2010). B batch, I in, H hidden. */
public record Perceptron(List<Linear> layers) {
  public Perceptron {
    layers = List.copyOf(layers);
  }

  /**
   * Makes one with uniform initial weights.
   *
   * @param bound of the uniform initial weights; 0 for 1 / sqrt(in)
   */
  public static Perceptron create(
      Parameters parameters, String name, int in, int hidden, int layers, double bound) {
    return new Perceptron(
        IntStream.range(0, layers)
            .mapToObj(
                layer ->
                    Linear.create(
                        parameters, name + "." + layer, layer == 0 ? in : hidden, hidden, bound))
            .toList());
  }

  /** The last layer's states [B, H]. */
  public Tensor forward(Tensor input_BI) {
    Tensor states = input_BI;
    for (Linear layer : layers) {
      states = layer.forward(states).clampMin(0);
    }
    return states;
  }
}
