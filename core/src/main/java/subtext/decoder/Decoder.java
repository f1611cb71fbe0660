package subtext.decoder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.nn.Pass;
import subtext.nn.Tokens;
import subtext.tensor.Device;
import subtext.tensor.Tensor;

/**
 * A language model over x, conditioned on z. Without a latent variable it is the plain language
 * model of the same size. B batch, Z latent, V vocabulary.
 */
public interface Decoder {
  /** What the names of all its parameters begin with. */
  String NAME = "decoder";

  /** Number of tokens that it chooses among. */
  int vocabulary();

  /**
   * -log p(x|z) of each sentence [B], in nats: the cross entropy of its tokens, summed. Softmax and
   * sum are in the type of the parameters, whatever precision the scores were computed in.
   *
   * @param z_BZ null for a language model
   */
  Tensor reconstruction_B(Tokens tokens, @Nullable Tensor z_BZ, Pass pass);

  /**
   * This for many steps without gradients: where products are computed in another type than that of
   * the parameters, with copies of the weights in it. That makes a step 1.2 times as fast as
   * casting what it reads and carries each time.
   */
  Decoder forSteps();

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
   * What one step gives: the scores of the next token, in float32 at least, and the state after it.
   */
  record Step(Tensor logits_BV, State state) {}

  /**
   * How many sentences of {@code time} predictions are best scored at a time without gradients, at
   * least 1. On a processor the states of more leave its caches: four times as many take 1.2 times
   * as long.
   */
  default int sentencesAtATime(long time) {
    long scores = device().kind() == Device.Kind.CPU ? 1L << 22 : 1L << 27;
    return Math.clamp(scores / (time * vocabulary()), 1, Integer.MAX_VALUE);
  }

  Device device();

  /**
   * Whether {@code parameter} belongs to the decoder, and is reset when autoencoder pretraining
   * ends.
   */
  static boolean owns(String parameter) {
    return parameter.startsWith(NAME + ".");
  }
}
