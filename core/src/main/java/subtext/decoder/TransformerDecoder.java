package subtext.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.nn.Embedding;
import subtext.nn.Linear;
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

  TransformerDecoder(
      DecoderConfig.Transformer config,
      Embedding embedding,
      int latent,
      Parameters parameters,
      double bound) {
    this.config = config;
    this.embedding = embedding;
    int size = config.embedding();
    boolean memory = latent > 0 && config.latent() == DecoderConfig.Transformer.Entry.MEMORY;
    this.latent =
        latent == 0
            ? null
            : Linear.create(
                parameters, NAME + ".latent", latent, memory ? SLOTS * size : size, bound);
    layers = Transformer.create(parameters, NAME, config.layersConfig(), memory ? size : 0, bound);
    skip = Skip.create(parameters, config.skip(), latent, size, bound);
    scores = TokenScores.create(parameters, embedding, size, config.tied(), bound);
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
    Tensor entry = entry(z_BZ);
    Tensor states_BTD =
        switch (config.latent()) {
          case MEMORY -> layers.read(vectors_BTD, Transformer.Sight.BACK, entry, pass);
          case EMBEDDING ->
              layers.read(added(vectors_BTD, entry), Transformer.Sight.BACK, null, pass);
          case PREFIX ->
              entry == null
                  ? layers.read(vectors_BTD, Transformer.Sight.BACK, null, pass)
                  : layers
                      .read(
                          Tensor.cat(1, entry.to(vectors_BTD), vectors_BTD),
                          Transformer.Sight.BACK,
                          null,
                          pass)
                      .narrow(1, 1, x.time());
        };
    return scores.nats_B(skip.add(states_BTD, z_BZ), x);
  }

  /** What comes in of z: [B, slots, D] as memory, else [B, 1, D]; null without z. */
  private @Nullable Tensor entry(@Nullable Tensor z_BZ) {
    return latent == null || z_BZ == null
        ? null
        : latent.forward(z_BZ).reshape(z_BZ.size(0), -1, config.embedding());
  }

  private static Tensor added(Tensor vectors_BTD, @Nullable Tensor entry_B1D) {
    return entry_B1D == null ? vectors_BTD : vectors_BTD.add(entry_B1D);
  }

  /**
   * What has been written.
   *
   * @param entry of z; null without z, and as a prefix, which is the first of the past
   * @param z_BZ null without z
   */
  private record Written(Transformer.Past past, @Nullable Tensor entry, @Nullable Tensor z_BZ)
      implements State {
    @Override
    public List<Tensor> tensors() {
      List<Tensor> tensors = new ArrayList<>(past.seen());
      Stream.of(Optional.ofNullable(entry), Optional.ofNullable(z_BZ))
          .flatMap(Optional::stream)
          .forEach(tensors::add);
      return tensors;
    }

    @Override
    public Written select(Tensor index) {
      return new Written(
          new Transformer.Past(
              past.seen().stream().map(tensor -> tensor.indexSelect(0, index)).toList(),
              past.length()),
          entry == null ? null : entry.indexSelect(0, index),
          z_BZ == null ? null : z_BZ.indexSelect(0, index));
    }
  }

  @Override
  public State begin(@Nullable Tensor z_BZ, long batch) {
    Tensor entry = entry(z_BZ);
    if (entry == null || config.latent() != DecoderConfig.Transformer.Entry.PREFIX) {
      return new Written(Transformer.Past.NONE, entry, z_BZ);
    }
    Transformer.Past past = layers.step(entry, Transformer.Past.NONE, null, still(batch)).past();
    return new Written(past, null, z_BZ);
  }

  @Override
  public Step step(State state, Tensor previous_B) {
    Written before = (Written) state;
    Tensor vector_B1D = embedding.forward(previous_B.unsqueeze(1));
    Pass pass = still(previous_B.size(0));
    boolean memory = config.latent() == DecoderConfig.Transformer.Entry.MEMORY;
    Transformer.Step step =
        layers.step(
            memory ? vector_B1D : added(vector_B1D, before.entry()),
            before.past(),
            memory ? before.entry() : null,
            pass);
    return new Step(
        scores.logits_NV(skip.add(step.state_B1D().squeeze(1), before.z_BZ())),
        new Written(step.past(), before.entry(), before.z_BZ()));
  }

  private static Pass still(long batch) {
    return Pass.evaluation(new Noise(0, 0), new long[Math.toIntExact(batch)]);
  }
}
