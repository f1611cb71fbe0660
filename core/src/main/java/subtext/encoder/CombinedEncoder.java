package subtext.encoder;

import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Tensor;

/** The features of two encoders, side by side. */
record CombinedEncoder(Encoder first, Encoder second) implements Encoder {
  @Override
  public Tensor encode(Observed x, Pass pass) {
    return Tensor.cat(1, first.encode(x, pass), second.encode(x, pass));
  }
}
