package subtext.decoder;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.nn.Cell;
import subtext.nn.Embedding;
import subtext.nn.KeyedMemory;
import subtext.nn.Linear;
import subtext.nn.Memory;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.Rnn;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Recurrence;
import subtext.tensor.Tensor;

/**
 * A recurrent language model over x, conditioned on z at every step and in its initial state: c0 =
 * W z, h0 = tanh(c0) (He et al. 2019). B batch, T time, D embedding, H hidden, L layers.
 */
final class RnnDecoder implements Decoder {
  private static final long INPUT_DROPOUT = 201;
  private static final long OUTPUT_DROPOUT = 202;
  private static final long RECURRENT_DROPOUT = 203;

  private final DecoderConfig.Recurrent config;
  private final int latent;
  private final Embedding embedding;
  private final @Nullable Linear initial;
  private final Rnn rnn;
  private final Skip skip;
  private final TokenScores scores;
  private final @Nullable Glance glance;

  RnnDecoder(
      DecoderConfig.Recurrent config,
      Embedding embedding,
      Space space,
      Parameters parameters,
      double weightBound) {
    this.config = config;
    this.embedding = embedding;
    this.latent = space.latent();
    int given = latent + space.memory();
    int states = config.layers() * config.hidden();
    initial =
        given == 0
            ? null
            : Linear.create(parameters, NAME + ".initial", given, states, weightBound);
    rnn =
        Rnn.create(
            parameters,
            NAME + ".rnn",
            config.kind(),
            config.embedding() + latent,
            config.hidden(),
            config.layers(),
            weightBound);
    skip = Skip.create(parameters, config.skip(), latent, config.hidden(), weightBound);
    scores = TokenScores.create(parameters, embedding, config.hidden(), config.tied(), weightBound);
    glance =
        space.memory() == 0
            ? null
            : Glance.create(parameters, config.hidden(), space.memory(), weightBound);
  }

  private RnnDecoder(RnnDecoder like, Glance other) {
    config = like.config;
    latent = like.latent;
    embedding = like.embedding;
    initial = like.initial;
    rnn = like.rnn;
    skip = like.skip;
    scores = like.scores;
    glance = other;
  }

  private RnnDecoder(RnnDecoder like, DType type) {
    config = like.config;
    latent = like.latent;
    embedding = like.embedding;
    initial = like.initial == null ? null : like.initial.to(type);
    rnn = like.rnn.to(type);
    skip = like.skip.to(type);
    scores = like.scores.to(type);
    glance = like.glance == null ? null : like.glance.to(type);
  }

  @Override
  public RnnDecoder over(Memory memory) {
    if (glance == null) {
      throw new IllegalStateException("the decoder has no attention");
    }
    return new RnnDecoder(this, glance.over(memory));
  }

  @Override
  public RnnDecoder forSteps() {
    return scores.products() == scores.type() ? this : new RnnDecoder(this, scores.products());
  }

  @Override
  public int vocabulary() {
    return scores.vocabulary();
  }

  @Override
  public Device device() {
    return scores.device();
  }

  @Override
  public Tensor reconstruction_B(Observed x, @Nullable Tensor z_BZ, Pass pass) {
    Tensor inputs_BT = WordDropout.apply(x.inputs_BT(), config.wordDropout(), pass);
    Tensor embedded_BTD =
        dropout(embedding.forward(inputs_BT), config.inputDropout(), INPUT_DROPOUT, pass);
    Rnn thinned = rnn.thinned(config.recurrentDropout(), RECURRENT_DROPOUT, pass);
    Recurrence.Read read = thinned.forward(join(embedded_BTD, z_BZ), start(z_BZ, x.batch()));
    Tensor outputs_BTH =
        glance == null ? read.outputs_BTH() : glance.add(read.outputs_BTH(), glance.look());
    Tensor states_BTH = dropout(outputs_BTH, config.outputDropout(), OUTPUT_DROPOUT, pass);
    return scores.nats_B(skip.add(states_BTH, z_BZ), x, config.labelSmoothing(), pass);
  }

  @Override
  public @Nullable Tensor scoreTable() {
    return scores.own_VH(config.labelSmoothing());
  }

  private Tensor dropout(Tensor input_BTD, double rate, long salt, Pass pass) {
    return config.variationalDropout()
        ? pass.variationalDropout(input_BTD, rate, salt)
        : pass.dropout(input_BTD, rate, salt);
  }

  private List<Tensor> start(@Nullable Tensor z_BZ, long batch) {
    Tensor given_BG = given(z_BZ);
    if (initial == null || given_BG == null) {
      return rnn.blank(batch);
    }
    Tensor cell_LBH =
        initial
            .forward(given_BG)
            .reshape(batch, config.layers(), config.hidden())
            .transpose(0, 1)
            .contiguous();
    return config.kind() == Cell.LSTM
        ? List.of(cell_LBH.tanh(), cell_LBH)
        : List.of(cell_LBH.tanh());
  }

  /** All that is known before the first token: z, and the mean of what is attended to. */
  private @Nullable Tensor given(@Nullable Tensor z_BZ) {
    if (glance == null) {
      return z_BZ;
    }
    Tensor mean_BM = glance.memory().mean_BM();
    return z_BZ == null ? mean_BM : Tensor.cat(1, z_BZ, mean_BM.to(z_BZ));
  }

  private Tensor join(Tensor embedded_BTD, @Nullable Tensor z_BZ) {
    if (latent == 0 || z_BZ == null) {
      return embedded_BTD;
    }
    Tensor z_BTZ = z_BZ.unsqueeze(1).expand(embedded_BTD.size(0), embedded_BTD.size(1), latent);
    return Tensor.cat(2, embedded_BTD, z_BTZ.to(embedded_BTD));
  }

  /**
   * The state of the network.
   *
   * @param recurrent tensors [L, B, H]
   * @param z_BZ null for a language model
   * @param sight what is attended to; null for nothing
   */
  private record Recurrent(
      List<Tensor> recurrent, @Nullable Tensor z_BZ, @Nullable KeyedMemory sight) implements State {
    @Override
    public List<Tensor> tensors() {
      return Stream.of(
              recurrent.stream(),
              Stream.ofNullable(z_BZ),
              sight == null ? Stream.<Tensor>empty() : sight.tensors().stream())
          .flatMap(each -> each)
          .toList();
    }

    @Override
    public Recurrent select(Tensor index) {
      return new Recurrent(
          recurrent.stream().map(tensor -> tensor.indexSelect(1, index)).toList(),
          z_BZ == null ? null : z_BZ.indexSelect(0, index),
          sight == null ? null : sight.select(index));
    }
  }

  @Override
  public State begin(@Nullable Tensor z_BZ, long batch) {
    Tensor cast_BZ = z_BZ == null ? null : z_BZ.to(scores.type());
    return new Recurrent(start(cast_BZ, batch), cast_BZ, glance == null ? null : glance.look());
  }

  @Override
  public Step step(State state, Tensor previous_B) {
    Recurrent before = (Recurrent) state;
    Tensor embedded_B1D = embedding.forward(previous_B.unsqueeze(1)).to(scores.type());
    Recurrence.Read read = rnn.forward(join(embedded_B1D, before.z_BZ()), before.recurrent());
    KeyedMemory sight = before.sight();
    Tensor outputs_B1H =
        glance == null || sight == null
            ? read.outputs_BTH()
            : glance.add(read.outputs_BTH(), sight);
    return new Step(
        scores.logits_NV(skip.add(outputs_B1H.squeeze(1), before.z_BZ())),
        new Recurrent(read.state(), before.z_BZ(), sight));
  }
}
