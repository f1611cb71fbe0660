package subtext.encoder;

import subtext.nn.Embedding;
import subtext.nn.Pass;
import subtext.nn.Tokens;
import subtext.tensor.Tensor;

/** Reads sentences by the vectors of their tokens. B batch, T time, D embedding, F features. */
public interface TokenEncoder extends Encoder {
  /** The vectors of tokens. */
  Embedding embedding();

  @Override
  default Tensor encode(Tokens tokens, Pass pass) {
    return encode(embedding().forward(tokens.targets_BT()), tokens, pass);
  }

  /**
   * Features [B, F] of vectors in place of those of {@code tokens}, as many as there are of those.
   */
  Tensor encode(Tensor vectors_BTD, Tokens tokens, Pass pass);
}
