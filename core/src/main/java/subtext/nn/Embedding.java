package subtext.nn;

import subtext.tensor.Init;
import subtext.tensor.Layers;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** A table of vectors, one a token: ids [B, T] to [B, T, D]. */
public record Embedding(Tensor table_VD) {
  public static Embedding create(
      Parameters parameters, String name, int vocabulary, int dimensions, double bound) {
    double range = bound > 0 ? bound : Math.sqrt(3.0 / dimensions);
    return new Embedding(
        parameters.create(name + ".table", new Init.Uniform(range), vocabulary, dimensions));
  }

  public Tensor forward(Tensor ids) {
    return Layers.rows(table_VD, ids);
  }
}
