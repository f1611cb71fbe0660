package subtext.encoder;

import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Tensor;

/** Reads sentences. B batch, F features. */
public interface Encoder {
  /** Features [B, F] of {@code x}. Padding has no influence. */
  Tensor encode(Observed x, Pass pass);
}
