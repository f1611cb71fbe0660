package subtext.encoder;

import subtext.nn.Embedding;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Tensor;

/** Reads sentences by the vectors of their tokens. B batch, T time, D embedding, F features. */
public interface TokenEncoder extends Encoder {
  /** The vectors of tokens. */
  Embedding embedding();

  @Override
  default Tensor encode(Observed x, Pass pass) {
    return encode(embedding().forward(x.targets_BT()), x, pass);
  }

  /** Features [B, F] of vectors in place of those of {@code x}, as many as there are of those. */
  Tensor encode(Tensor vectors_BTD, Observed x, Pass pass);
}
