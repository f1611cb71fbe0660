package subtext.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * A stack of Transformer layers. Vectors are scaled by the root of their size and get the sines and
 * cosines of their places (Vaswani et al. 2017); what comes out is normalised. B batch, T time, D
 * size, S places of a memory, M its size.
 */
public final class Transformer {
  private static final long SALT = 1000;
  private static final long SALTS_OF_A_LAYER = 10;
  private static final double LONGEST_WAVE = 10_000;

  private final TransformerConfig config;
  private final List<TransformerLayer> layers;
  private final LayerNorm norm;

  private Transformer(TransformerConfig config, List<TransformerLayer> layers, LayerNorm norm) {
    this.config = config;
    this.layers = layers;
    this.norm = norm;
  }

  /**
   * Makes a stack.
   *
   * @param name of its parameters
   * @param memory M, 0 for none
   * @param bound of the uniform initial weights, 0 for a bound by their size
   */
  public static Transformer create(
      Parameters parameters, String name, TransformerConfig config, int memory, double bound) {
    List<TransformerLayer> layers =
        IntStream.range(0, config.layers())
            .mapToObj(
                layer ->
                    TransformerLayer.create(
                        parameters,
                        name + ".layers." + layer,
                        config,
                        memory,
                        bound,
                        SALT + SALTS_OF_A_LAYER * (layer + 1)))
            .toList();
    return new Transformer(
        config, layers, LayerNorm.create(parameters, name + ".norm", config.size()));
  }

  /**
   * Which places a place sees.
   *
   * @param mask true where there is something to see, [B, 1, 1, T]; null for everywhere
   * @param causal whether it sees itself and those before it only
   */
  public record Sight(@Nullable Tensor mask, boolean causal) {
    /** Itself and those before it. */
    public static final Sight BACK = new Sight(null, true);

    /** All but the padding of {@code x}. */
    public static Sight of(Observed x) {
      // The mask is 1 or 0: its negative is below -1/2 where there is a token.
      Tensor mask = x.mask_BT().neg().lt(-0.5);
      return new Sight(mask.unsqueeze(1).unsqueeze(1), false);
    }
  }

  /**
   * The states [B, T, D] of {@code vectors_BTD}.
   *
   * @param memory what the places see besides; null for none
   */
  public Tensor read(Tensor vectors_BTD, Sight sight, @Nullable Memory memory, Pass pass) {
    Tensor at_BTD = pass.dropout(placed(vectors_BTD, 0), config.dropout(), SALT);
    for (TransformerLayer layer : layers) {
      at_BTD = layer.read(at_BTD, sight, memory, pass);
    }
    return norm.forward(at_BTD);
  }

  /**
   * What later places see of those before them, for each layer its keys and its values [B, A, T, D
   * / A].
   *
   * @param length T
   */
  public record Past(List<Tensor> seen, int length) {
    /** Nothing. */
    public static final Past NONE = new Past(List.of(), 0);

    private Attention.@Nullable Seen of(int layer) {
      return length == 0 ? null : new Attention.Seen(seen.get(2 * layer), seen.get(2 * layer + 1));
    }
  }

  /** A state [B, 1, D], and the past of what follows. */
  public record Step(Tensor state_B1D, Past past) {}

  /** The memory, ready for many steps; null for none. */
  public @Nullable KeyedMemory see(@Nullable Memory memory) {
    return memory == null
        ? null
        : new KeyedMemory(
            layers.stream().map(layer -> layer.see(memory)).filter(Objects::nonNull).toList(),
            memory.mask());
  }

  /** The state of one more place after {@code past}: what {@link #read} gives, causally. */
  public Step step(Tensor vector_B1D, Past past, @Nullable KeyedMemory memory, Pass pass) {
    Tensor at_B1D = placed(vector_B1D, past.length());
    List<Tensor> seen = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      TransformerLayer.Stepped stepped =
          layers
              .get(i)
              .step(
                  at_B1D,
                  past.of(i),
                  memory == null ? null : memory.layers().get(i),
                  memory == null ? null : memory.mask(),
                  pass);
      at_B1D = stepped.state_B1D();
      seen.add(stepped.seen().keys());
      seen.add(stepped.seen().values());
    }
    return new Step(norm.forward(at_B1D), new Past(List.copyOf(seen), past.length() + 1));
  }

  private Tensor placed(Tensor vectors_BTD, int first) {
    int time = Math.toIntExact(vectors_BTD.size(1));
    return vectors_BTD
        .mul(Math.sqrt(config.size()))
        .add(Tensor.of(waves(first, time), 1, time, config.size()).to(vectors_BTD));
  }

  /** sin(t / w) and cos(t / w) of the places {@code first} and following, w of 1 to 10,000. */
  private float[] waves(int first, int time) {
    int size = config.size();
    float[] waves = new float[time * size];
    for (int d = 0; d < size; d += 2) {
      double frequency = Math.pow(LONGEST_WAVE, -(double) d / size);
      for (int t = 0; t < time; t++) {
        waves[t * size + d] = (float) Math.sin((first + t) * frequency);
        waves[t * size + d + 1] = (float) Math.cos((first + t) * frequency);
      }
    }
    return waves;
  }
}
