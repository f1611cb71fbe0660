package subtext.encoder;

import subtext.nn.Embedding;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Tensor;

/**
 * Reads sentences by the vectors of their tokens. B batch, T time, D embedding, M size of a state,
 * F features.
 */
public interface TokenEncoder extends Encoder {
  /** The vectors of tokens. */
  Embedding embedding();

  @Override
  default Tensor encode(Observed x, Pass pass) {
    return read(x, pass).features_BF();
  }

  /** Features [B, F] of vectors in place of those of {@code x}, as many as there are of those. */
  default Tensor encode(Tensor vectors_BTD, Observed x, Pass pass) {
    return read(vectors_BTD, x, pass).features_BF();
  }

  /** The states and the features of {@code x}. */
  default Read read(Observed x, Pass pass) {
    Tensor vectors_BTD = x.vectors_BTD();
    return read(vectors_BTD == null ? embedding().forward(x.targets_BT()) : vectors_BTD, x, pass);
  }

  /** The states and the features of vectors in place of those of {@code x}. */
  Read read(Tensor vectors_BTD, Observed x, Pass pass);

  /**
   * What was read.
   *
   * @param states_BTM of every token
   * @param features_BF of the whole
   */
  record Read(Tensor states_BTM, Tensor features_BF) {}
}
