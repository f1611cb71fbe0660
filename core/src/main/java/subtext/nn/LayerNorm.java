package subtext.nn;

import subtext.tensor.Init;
import subtext.tensor.Layers;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** Brings the last dimension to mean 0 and variance 1, scales and shifts it (Ba et al. 2016). */
record LayerNorm(Tensor scale_D, Tensor shift_D) {
  static LayerNorm create(Parameters parameters, String name, int size) {
    return new LayerNorm(
        parameters.create(name + ".scale", new Init.Constant(1), size),
        parameters.create(name + ".shift", Init.ZEROS, size));
  }

  Tensor forward(Tensor input) {
    return Layers.normalized(input, scale_D, shift_D);
  }
}
