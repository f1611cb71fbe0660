package subtext.latent;

import java.util.function.Supplier;

/** Makes sentences of vectors that are learned, and reads them with the encoder. */
public interface PseudoInputs {
  /**
   * Fresh pseudo-inputs.
   *
   * @return their posteriors, read anew at each call; outside a step of training as to what is
   *     normalised over a batch
   */
  Supplier<Posterior> create(int count, int length);
}
