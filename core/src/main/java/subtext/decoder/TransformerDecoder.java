package subtext.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.nn.Embedding;
import subtext.nn.KeyedMemory;
import subtext.nn.Linear;
import subtext.nn.Memory;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.Transformer;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * A causal Transformer over x, which z enters as memory, with every embedding or as a prefix. When
 * it writes, it keeps the keys and values of what it has written. B batch, T time, D embedding, Z
 * latent.
 */
final class TransformerDecoder implements Decoder {
  /** Vectors of the memory. One alone would leave attention nothing to choose. */
  private static final int SLOTS = 4;

  private final DecoderConfig.Transformer config;
  private final Embedding embedding;
  private final @Nullable Linear latent;
  private final Transformer layers;
  private final Skip skip;
  private final TokenScores scores;
  private final int memorySize;
  private final @Nullable Memory given;

  TransformerDecoder(
      DecoderConfig.Transformer config,
      Embedding embedding,
      Space space,
      Parameters parameters,
      double bound) {
    this.config = config;
    this.embedding = embedding;
    this.given = null;
    int size = config.embedding();
    boolean slots = space.latent() > 0 && entersMemory();
    memorySize = space.memory() > 0 ? space.memory() : slots ? size : 0;
    this.latent =
        space.latent() == 0
            ? null
            : Linear.create(
                parameters,
                NAME + ".latent",
                space.latent(),
                slots ? SLOTS * memorySize : size,
                slots || bound > 0 ? bound : besideTokens(space.latent(), size));
    layers = Transformer.create(parameters, NAME, config.layersConfig(), memorySize, bound);
    skip = Skip.create(parameters, config.skip(), space.latent(), size, bound);
    scores = TokenScores.create(parameters, embedding, size, config.tied(), bound);
  }

  private TransformerDecoder(TransformerDecoder like, Memory memory) {
    config = like.config;
    embedding = like.embedding;
    latent = like.latent;
    layers = like.layers;
    skip = like.skip;
    scores = like.scores;
    memorySize = like.memorySize;
    given = memory;
  }

  @Override
  public TransformerDecoder over(Memory memory) {
    if (memorySize != memory.size()) {
      throw new IllegalStateException(
          "the decoder attends to states of %d, not %d".formatted(memorySize, memory.size()));
    }
    return new TransformerDecoder(this, memory);
  }

  /**
   * Bound of initial weights by which a z of the prior comes in no larger than a token's vector
   * does: the layers multiply what they read by the root of its size (Vaswani et al. 2017).
   */
  private static double besideTokens(int latent, int size) {
    return Math.sqrt(3.0 / latent / size);
  }

  private boolean entersMemory() {
    return config.latent() == DecoderConfig.Transformer.Entry.MEMORY;
  }

  @Override
  public int vocabulary() {
    return scores.vocabulary();
  }

  @Override
  public Device device() {
    return scores.device();
  }

  /** Attention to a growing past is no product with weights: the weights stay as they are. */
  @Override
  public Decoder forSteps() {
    return this;
  }

  @Override
  public Tensor reconstruction_B(Observed x, @Nullable Tensor z_BZ, Pass pass) {
    Tensor inputs_BT = WordDropout.apply(x.inputs_BT(), config.wordDropout(), pass);
    Tensor vectors_BTD = embedding.forward(inputs_BT);
    Tensor entry_B1D = entersMemory() ? null : entry(z_BZ);
    Memory memory = memory(z_BZ);
    Tensor states_BTD =
        config.latent() == DecoderConfig.Transformer.Entry.PREFIX && entry_B1D != null
            ? layers
                .read(
                    Tensor.cat(1, entry_B1D.to(vectors_BTD), vectors_BTD),
                    Transformer.Sight.BACK,
                    memory,
                    pass)
                .narrow(1, 1, x.time())
            : layers.read(added(vectors_BTD, entry_B1D), Transformer.Sight.BACK, memory, pass);
    return scores.nats_B(skip.add(states_BTD, z_BZ), x, config.labelSmoothing(), pass);
  }

  @Override
  public @Nullable Tensor scoreTable() {
    return scores.own_VH(config.labelSmoothing());
  }

  /** What comes in of z: [B, slots, M] as memory, else [B, 1, D]; null without z. */
  private @Nullable Tensor entry(@Nullable Tensor z_BZ) {
    return latent == null || z_BZ == null
        ? null
        : latent
            .forward(z_BZ)
            .reshape(z_BZ.size(0), -1, entersMemory() ? memorySize : config.embedding());
  }

  /** What every layer attends to: what comes in of z, then the other text; null for nothing. */
  private @Nullable Memory memory(@Nullable Tensor z_BZ) {
    Tensor slots_BSM = entersMemory() ? entry(z_BZ) : null;
    if (slots_BSM == null) {
      return given;
    }
    return given == null ? new Memory(slots_BSM, null) : given.after(slots_BSM);
  }

  private static Tensor added(Tensor vectors_BTD, @Nullable Tensor entry_B1D) {
    return entry_B1D == null ? vectors_BTD : vectors_BTD.add(entry_B1D);
  }

  /**
   * What has been written.
   *
   * @param added to every vector; null for nothing
   * @param z_BZ null without z
   */
  private record Written(
      Transformer.Past past,
      @Nullable Tensor added,
      @Nullable KeyedMemory memory,
      @Nullable Tensor z_BZ)
      implements State {
    @Override
    public List<Tensor> tensors() {
      List<Tensor> tensors = new ArrayList<>(past.seen());
      Stream.of(Optional.ofNullable(added), Optional.ofNullable(z_BZ))
          .flatMap(Optional::stream)
          .forEach(tensors::add);
      if (memory != null) {
        tensors.addAll(memory.tensors());
      }
      return tensors;
    }

    @Override
    public Written select(Tensor index) {
      return new Written(
          new Transformer.Past(
              past.seen().stream().map(tensor -> tensor.indexSelect(0, index)).toList(),
              past.length()),
          added == null ? null : added.indexSelect(0, index),
          memory == null ? null : memory.select(index),
          z_BZ == null ? null : z_BZ.indexSelect(0, index));
    }
  }

  @Override
  public State begin(@Nullable Tensor z_BZ, long batch) {
    Tensor entry_B1D = entersMemory() ? null : entry(z_BZ);
    KeyedMemory memory = layers.see(memory(z_BZ));
    if (entry_B1D == null || config.latent() != DecoderConfig.Transformer.Entry.PREFIX) {
      return new Written(Transformer.Past.NONE, entry_B1D, memory, z_BZ);
    }
    Transformer.Past past =
        layers.step(entry_B1D, Transformer.Past.NONE, memory, still(batch)).past();
    return new Written(past, null, memory, z_BZ);
  }

  @Override
  public Step step(State state, Tensor previous_B) {
    Written before = (Written) state;
    Tensor vector_B1D = embedding.forward(previous_B.unsqueeze(1));
    Transformer.Step step =
        layers.step(
            added(vector_B1D, before.added()),
            before.past(),
            before.memory(),
            still(previous_B.size(0)));
    return new Step(
        scores.logits_NV(skip.add(step.state_B1D().squeeze(1), before.z_BZ())),
        new Written(step.past(), before.added(), before.memory(), before.z_BZ()));
  }

  private static Pass still(long batch) {
    return Pass.evaluation(new Noise(0, 0), new long[Math.toIntExact(batch)]);
  }
}
