package subtext.decoder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.nn.Memory;
import subtext.tensor.Tensor;

/**
 * A language model over x, conditioned on z. Without a latent variable it is the plain language
 * model of the same size. B batch, Z latent, V vocabulary.
 */
public interface Decoder extends Likelihood {
  /** What the names of all its parameters begin with. */
  String NAME = "decoder";

  /** Number of tokens that it chooses among. */
  int vocabulary();

  /**
   * This for many steps without gradients: where products are computed in another type than that of
   * the parameters, with copies of the weights in it. That makes a step 1.2 times as fast as
   * casting what it reads and carries each time.
   */
  Decoder forSteps();

  /**
   * This with its attention on {@code memory}, row by row, for likelihoods and for writing.
   *
   * @throws IllegalStateException if it was made without one
   */
  Decoder over(Memory memory);

  /** The state before the first token of {@code batch} sentences. */
  State begin(@Nullable Tensor z_BZ, long batch);

  /** Reads {@code previous_B} (int64) and scores what may follow. Dropout is off. */
  Step step(State state, Tensor previous_B);

  /** Where the decoding of a batch of sentences stands. */
  interface State {
    /** All that it holds; states that follow one another may share some. */
    List<Tensor> tensors();

    /** The rows {@code index} (int64 [N]) of the batch, in that order, as copies. */
    State select(Tensor index);
  }

  /**
   * What one step gives: the scores of the next token, in the type of the products and nobody
   * else's, and the state after it.
   */
  record Step(Tensor logits_BV, State state) {}

  /** A score for each token of the vocabulary at each time. */
  @Override
  default long scores(long time) {
    return time * vocabulary();
  }

  /**
   * Whether {@code parameter} belongs to the decoder, and is reset when autoencoder pretraining
   * ends.
   */
  static boolean owns(String parameter) {
    return parameter.startsWith(NAME + ".");
  }
}
