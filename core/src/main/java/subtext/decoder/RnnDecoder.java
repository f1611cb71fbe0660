package subtext.decoder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.nn.Cell;
import subtext.nn.Embedding;
import subtext.nn.Linear;
import subtext.nn.Pass;
import subtext.nn.Rnn;
import subtext.nn.Tokens;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Precision;
import subtext.tensor.Recurrence;
import subtext.tensor.SoftmaxCrossEntropy;
import subtext.tensor.Tensor;

/**
 * A recurrent language model over x, conditioned on z at every step and in its initial state: c0 =
 * W z, h0 = tanh(c0) (He et al. 2019). Without a latent variable it is the plain language model of
 * the same size.
 */
public final class RnnDecoder {
  private static final long INPUT_DROPOUT = 201;
  private static final long OUTPUT_DROPOUT = 202;
  private static final String NAME = "decoder";

  /** Products in bfloat16 of as many columns are 1.14 times as fast as of 10,002. */
  private static final int EVEN = 256;

  private final DecoderConfig config;
  private final int latent;
  private final int vocabulary;
  private final Embedding embedding;
  private final @Nullable Linear initial;
  private final Rnn rnn;
  private final @Nullable Linear projection;
  private final Linear output;

  /**
   * Makes the decoder's parameters.
   *
   * @param embedding of the tokens
   * @param latent size of z; 0 for none
   * @param weightBound of the uniform initial weights, 0 for a bound by their size
   */
  public RnnDecoder(
      DecoderConfig config,
      Embedding embedding,
      int latent,
      Parameters parameters,
      double weightBound) {
    this.config = config;
    this.embedding = embedding;
    this.latent = latent;
    vocabulary = Math.toIntExact(embedding.table_VD().size(0));
    int hidden = config.hidden();
    int states = config.layers() * hidden;
    initial =
        latent == 0
            ? null
            : Linear.create(parameters, NAME + ".initial", latent, states, weightBound);
    int input = config.embedding() + latent;
    rnn =
        Rnn.create(
            parameters, NAME + ".rnn", config.kind(), input, hidden, config.layers(), weightBound);
    projection =
        config.tied() && hidden != config.embedding()
            ? Linear.create(
                parameters, NAME + ".projection", hidden, config.embedding(), weightBound)
            : null;
    Tensor table_VD = embedding.table_VD();
    output =
        config.tied()
            ? new Linear(table_VD, parameters.create(NAME + ".output.bias", Init.ZEROS, vocabulary))
            : Linear.create(parameters, NAME + ".output", hidden, vocabulary, weightBound);
  }

  private RnnDecoder(RnnDecoder like, DType type) {
    config = like.config;
    latent = like.latent;
    vocabulary = like.vocabulary;
    embedding = like.embedding;
    initial = like.initial == null ? null : like.initial.to(type);
    rnn = like.rnn.to(type);
    projection = like.projection == null ? null : like.projection.to(type);
    output = like.output.to(type).padded(EVEN);
  }

  /**
   * This for many steps without gradients: where products are computed in another type than that of
   * the parameters, with copies of the weights in it. That makes a step 1.2 times as fast as
   * casting what it reads and carries each time.
   */
  RnnDecoder forSteps() {
    DType products = Precision.ofProducts(output.weight_OI());
    return products == output.weight_OI().dtype() ? this : new RnnDecoder(this, products);
  }

  /** Number of tokens that it chooses among. */
  public int vocabulary() {
    return vocabulary;
  }

  /**
   * How many sentences of {@code time} predictions are best scored at a time without gradients, at
   * least 1. On a processor the states of more leave its caches: four times as many take 1.2 times
   * as long.
   */
  public int sentencesAtATime(long time) {
    Device device = output.weight_OI().device();
    long scores = device.kind() == Device.Kind.CPU ? 1L << 22 : 1L << 27;
    return Math.clamp(scores / (time * vocabulary), 1, Integer.MAX_VALUE);
  }

  /**
   * -log p(x|z) of each sentence [B], in nats: the cross entropy of its tokens, summed. Softmax and
   * sum are in the type of the parameters, whatever precision the scores were computed in.
   */
  public Tensor reconstruction_B(Tokens tokens, @Nullable Tensor z_BZ, Pass pass) {
    Tensor embedded_BTD =
        pass.dropout(
            embedding.forward(dropWords(tokens.inputs_BT(), pass)),
            config.inputDropout(),
            INPUT_DROPOUT);
    Recurrence.Read read = rnn.forward(join(embedded_BTD, z_BZ), start(z_BZ, tokens.batch()));
    Tensor states_BTH = pass.dropout(read.outputs_BTH(), config.outputDropout(), OUTPUT_DROPOUT);
    Tensor nats_N =
        SoftmaxCrossEntropy.nats_N(
            projected(states_BTH.reshape(-1, config.hidden())),
            output.weight_OI(),
            output.bias_O(),
            tokens.targets_BT().reshape(-1));
    return nats_N.reshape(tokens.batch(), tokens.time()).mul(tokens.mask_BT()).sum(1);
  }

  private Tensor logits(Tensor states_NH) {
    return output.forward(projected(states_NH));
  }

  private Tensor projected(Tensor states_NH) {
    return projection == null ? states_NH : projection.forward(states_NH);
  }

  private Tensor dropWords(Tensor inputs_BT, Pass pass) {
    if (!pass.training() || config.wordDropout() == 0) {
      return inputs_BT;
    }
    long[] ids = inputs_BT.toLongs();
    int time = Math.toIntExact(inputs_BT.size(1));
    for (int i = 0; i < ids.length; i++) {
      long example = pass.examples()[i / time];
      // The first input is <s>, which says nothing and stays.
      if (i % time > 0
          && pass.noise().uniform(Noise.Stream.WORD_DROPOUT, 0, example, i % time)
              < config.wordDropout()) {
        ids[i] = Tokens.UNKNOWN;
      }
    }
    return Tensor.of(ids, inputs_BT.shape()).to(inputs_BT.device());
  }

  private List<Tensor> start(@Nullable Tensor z_BZ, long batch) {
    if (initial == null || z_BZ == null) {
      return rnn.blank(batch);
    }
    Tensor cell_LBH =
        initial
            .forward(z_BZ)
            .reshape(batch, config.layers(), config.hidden())
            .transpose(0, 1)
            .contiguous();
    return config.kind() == Cell.LSTM
        ? List.of(cell_LBH.tanh(), cell_LBH)
        : List.of(cell_LBH.tanh());
  }

  private Tensor join(Tensor embedded_BTD, @Nullable Tensor z_BZ) {
    if (latent == 0 || z_BZ == null) {
      return embedded_BTD;
    }
    Tensor z_BTZ = z_BZ.unsqueeze(1).expand(embedded_BTD.size(0), embedded_BTD.size(1), latent);
    return Tensor.cat(2, embedded_BTD, z_BTZ.to(embedded_BTD));
  }

  /**
   * Where the decoding of a batch of sentences stands.
   *
   * @param recurrent tensors [L, B, H]
   * @param z_BZ null for a language model
   */
  public record State(List<Tensor> recurrent, @Nullable Tensor z_BZ) {
    /** The rows {@code index} (int64 [N]) of the batch, in that order. */
    public State select(Tensor index) {
      return new State(
          recurrent.stream().map(tensor -> tensor.indexSelect(1, index)).toList(),
          z_BZ == null ? null : z_BZ.indexSelect(0, index));
    }
  }

  /**
   * What one step gives: the scores of the next token, in float32 at least, and the state after it.
   */
  public record Step(Tensor logits_BV, State state) {}

  /** The state before the first token of {@code batch} sentences. */
  public State begin(@Nullable Tensor z_BZ, long batch) {
    Tensor cast_BZ = z_BZ == null ? null : z_BZ.to(output.weight_OI());
    return new State(start(cast_BZ, batch), cast_BZ);
  }

  /** Reads {@code previous_B} (int64) and scores what may follow. Dropout is off. */
  public Step step(State state, Tensor previous_B) {
    Tensor embedded_B1D = embedding.forward(previous_B.unsqueeze(1)).to(output.weight_OI());
    Recurrence.Read read = rnn.forward(join(embedded_B1D, state.z_BZ()), state.recurrent());
    Tensor logits_BV = logits(read.outputs_BTH().squeeze(1)).narrow(1, 0, vocabulary);
    return new Step(
        logits_BV.dtype() == DType.BF16 ? logits_BV.to(DType.F32) : logits_BV,
        new State(read.state(), state.z_BZ()));
  }

  /**
   * Whether {@code parameter} belongs to the decoder, and is reset when autoencoder pretraining
   * ends.
   */
  public static boolean owns(String parameter) {
    return parameter.startsWith(NAME + ".");
  }
}
