package subtext.tensor;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What layers of networks compute in one operation of the engine. B batch, A heads, T and S times,
 * D size, V vocabulary.
 */
public final class Layers {
  private Layers() {}

  /** The last dimension at mean 0 and variance 1, times {@code scale}, plus {@code shift}. */
  public static Tensor normalized(Tensor input, Tensor scale, Tensor shift) {
    return new Tensor(
        torch.layer_norm(
            input.handle(),
            new long[] {scale.size(0)},
            new TensorOptional(scale.handle()),
            new TensorOptional(shift.handle()),
            1e-5,
            /* cudnnEnable= */ true));
  }

  /**
   * softmax(queries keys^T / sqrt(D)) values: [B, A, T, D] from queries of that shape and keys and
   * values [B, A, S, D].
   *
   * <p>On a processor it is computed in float32, whatever the precision of the products: the
   * engine's own in bfloat16 makes a step of a small Transformer (4 layers of 128 on each side, 128
   * sentences of 18 tokens) take 2.3 times as long.
   *
   * @param mask true where a query may look, of a shape that broadcasts to [B, A, T, S]; null for
   *     everywhere
   * @param causal whether a query looks at its own place and those before it only
   */
  public static Tensor attention(
      Tensor queries, Tensor keys, Tensor values, @Nullable Tensor mask, boolean causal) {
    if (queries.dtype() != DType.BF16 || queries.device().kind() != Device.Kind.CPU) {
      return fused(queries, keys, values, mask, causal);
    }
    return Precision.asGiven(
        queries.device(),
        () ->
            fused(queries.to(DType.F32), keys.to(DType.F32), values.to(DType.F32), mask, causal)
                .to(DType.BF16));
  }

  private static Tensor fused(
      Tensor queries, Tensor keys, Tensor values, @Nullable Tensor mask, boolean causal) {
    return new Tensor(
        torch.scaled_dot_product_attention(
            queries.handle(),
            keys.handle(),
            values.handle(),
            mask == null ? new TensorOptional() : new TensorOptional(mask.handle()),
            /* dropout= */ 0,
            causal,
            new DoubleOptional(),
            /* groupedQueries= */ false));
  }

  /**
   * Rows of {@code table_VD} for {@code ids} (int64 [...]): [..., D]. The gradient of the table is
   * sparse: it has the rows that were looked up, which of a large table are a few. With two tables
   * of 10,002 rows a step takes 0.96 of the time.
   */
  public static Tensor rows(Tensor table_VD, Tensor ids) {
    return new Tensor(
        torch.embedding(table_VD.handle(), ids.handle(), -1, false, /* sparse= */ true));
  }

  /** -log softmax(logits)[target]: logits [N, V], targets int64 [N], result [N] in nats. */
  public static Tensor crossEntropy(Tensor logits_NV, Tensor targets_N) {
    return new Tensor(
        torch.cross_entropy_loss(
            logits_NV.handle(),
            targets_N.handle(),
            new TensorOptional(),
            /* no reduction */ 0,
            -100,
            0));
  }
}
