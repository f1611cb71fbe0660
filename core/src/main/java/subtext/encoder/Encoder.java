package subtext.encoder;

import subtext.nn.Pass;
import subtext.nn.Tokens;
import subtext.tensor.Tensor;

/** Reads sentences. B batch, F features. */
public interface Encoder {
  /** Features [B, F] of {@code tokens}. Padding has no influence. */
  Tensor encode(Tokens tokens, Pass pass);
}
