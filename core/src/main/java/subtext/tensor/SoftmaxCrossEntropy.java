package subtext.tensor;

import java.util.List;

/**
 * The scores of a vocabulary and their softmax cross entropy in one operation. N positions, H
 * features, V vocabulary.
 *
 * <p>Scores are most of what a step touches, so they are written once, in the precision of the
 * products, and their gradient takes their place: a few rows at a time become float32, go through
 * the softmax, and come back while they are in the processor's caches. Without gradients there are,
 * on a processor, never more than 32 MiB of scores in float32, or one row. The engine's own
 * operations make four copies in float32 and wait for memory: in bfloat16, at N 704, V 10,002, what
 * is no product of matrices takes 9.4 ms instead of 4.9. In float32 the products hide that at this
 * size; at N 3,904, V 50,000 a step takes half the time and a quarter of the memory.
 */
public final class SoftmaxCrossEntropy {
  /**
   * Scores that go through the softmax at a time: in float32 they are 1 MiB, so that they and what
   * becomes of them stay in the caches of a core. Instead of four times as many, and together with
   * the product in place of {@link UnrolledLstm}, a step of the larger network was 1.06 times as
   * fast; neither was measured alone.
   */
  private static final long SCORES = 1 << 18;

  /**
   * Scores that are multiplied out at a time where no gradient is wanted: 32 MiB in float32. A
   * product of few rows waits for the matrix of all tokens to come from memory: by rows of {@link
   * #SCORES}, a sample of the importance-weighted bound on Penn Treebank's test split (V 10,002)
   * took 11.6 s of a busy thread, and takes 6.5.
   */
  private static final long PRODUCT = 1 << 23;

  /** -log of a probability so small that float32 keeps it with fewer digits, or not at all. */
  private static final double LARGE = 70;

  private final Tensor input_NH;
  private final Tensor weight_VH;
  private final Tensor bias_V;
  private final Tensor targets_N1;

  private SoftmaxCrossEntropy(Tensor input_NH, Tensor weight_VH, Tensor bias_V, Tensor targets_N1) {
    this.input_NH = input_NH;
    this.weight_VH = weight_VH;
    this.bias_V = bias_V;
    this.targets_N1 = targets_N1;
  }

  /**
   * -log softmax(x W^T + b)[target] of each row [N], in nats and in the type of the parameters.
   *
   * @param input_NH of any type
   * @param weight_VH a parameter
   * @param bias_V a parameter
   * @param targets_N int64
   */
  public static Tensor nats_N(Tensor input_NH, Tensor weight_VH, Tensor bias_V, Tensor targets_N) {
    DType products = Precision.ofProducts(bias_V);
    SoftmaxCrossEntropy operation =
        Autograd.without(
            () ->
                new SoftmaxCrossEntropy(
                    input_NH.detach().to(products),
                    weight_VH.detach().to(products),
                    bias_V.detach(),
                    targets_N.unsqueeze(1)));
    if (!Autograd.isRecording()) {
      return operation.nats();
    }
    Tensor scores_NV = Autograd.without(() -> scores(operation.input_NH, operation.weight_VH));
    Tensor nats_N = Autograd.without(() -> operation.natsAndGradients(scores_NV));
    Runnable added = ScoreTable.used(weight_VH);
    return CustomGradient.attach(
        nats_N,
        List.of(input_NH),
        gradient_N -> {
          Tensor gradient_N1 = gradient_N.unsqueeze(1);
          operation.addGradients(scores_NV, gradient_N1, weight_VH, bias_V);
          added.run();
          Tensor back_NH = scores_NV.matmul(operation.weight_VH).to(gradient_N);
          return List.of(back_NH.mul(gradient_N1).to(input_NH));
        });
  }

  private long rows() {
    boolean cached = input_NH.device().kind() == Device.Kind.CPU;
    return rows(cached ? SCORES : SCORES << 6);
  }

  /** Rows that have so many scores. */
  private long rows(long scores) {
    return Math.max(1, scores / weight_VH.size(0));
  }

  /**
   * Scores without the bias, which the engine's product would first write to all rows: 1.5 times as
   * long at N 2,560, V 20,002.
   */
  private static Tensor scores(Tensor rows_NH, Tensor weight_VH) {
    return rows_NH.matmul(weight_VH.transpose(0, 1));
  }

  /** In the precise type; {@code scores} may be overwritten. */
  private Tensor biased(Tensor scores) {
    return scores.to(bias_V.dtype()).add_(bias_V, 1);
  }

  private Tensor nats() {
    long positions = input_NH.size(0);
    Tensor nats_N = Tensor.zeros(bias_V.dtype(), input_NH.device(), positions);
    inPieces(
        positions,
        Math.max(rows(), rows(PRODUCT)),
        (first, count) -> {
          Tensor scores_NV = scores(input_NH.narrow(0, first, count), weight_VH);
          inPieces(
              count,
              rows(),
              (row, some) -> {
                Tensor logProbabilities = biased(scores_NV.narrow(0, row, some)).logSoftmax(1);
                long from = first + row;
                nats_N.narrow(0, from, some).copy_(nats(logProbabilities, from));
              });
        });
    return nats_N;
  }

  /** What is done with {@code count} rows from {@code from} on. */
  private interface Work {
    void on(long from, long count);
  }

  /** Does it with all {@code rows}, at most so many at a time, and frees what it made of each. */
  private static void inPieces(long rows, long most, Work work) {
    for (long from = 0; from < rows; from += most) {
      try (Scope scope = Scope.open()) {
        work.on(from, Math.min(most, rows - from));
      }
    }
  }

  /** The nats; softmax - onehot(target), which is their gradient, takes the place of the scores. */
  private Tensor natsAndGradients(Tensor scores_NV) {
    boolean waits = input_NH.device().kind() == Device.Kind.CPU;
    Tensor nats_N = Tensor.zeros(bias_V.dtype(), input_NH.device(), input_NH.size(0));
    inPieces(
        nats_N.size(0),
        rows(),
        (from, count) -> {
          Tensor some = scores_NV.narrow(0, from, count);
          Tensor probabilities = probabilities(some, nats_N.narrow(0, from, count), from, waits);
          some.copy_(probabilities.scatterAdd_(1, targets_N1.narrow(0, from, count), -1));
        });
    return waits && nats_N.max().item() > LARGE ? nats() : nats_N;
  }

  /**
   * Softmax of some rows, with their nats. On a processor one exponential a score serves both,
   * instead of one for a log softmax and one for its inverse; should a probability be too small for
   * that, all nats are counted again. A card would have to be waited for to know.
   */
  private Tensor probabilities(Tensor some, Tensor nats, long from, boolean waits) {
    if (waits) {
      Tensor probabilities = biased(some).softmax(1);
      Tensor targets = targets_N1.narrow(0, from, some.size(0));
      nats.copy_(probabilities.gather(1, targets).squeeze(1).log().neg());
      return probabilities;
    }
    Tensor logProbabilities = biased(some).logSoftmax(1);
    nats.copy_(nats(logProbabilities, from));
    return logProbabilities.exp_();
  }

  private Tensor nats(Tensor logProbabilities, long from) {
    Tensor targets = targets_N1.narrow(0, from, logProbabilities.size(0));
    return logProbabilities.gather(1, targets).squeeze(1).neg();
  }

  /** Adds to the parameters' gradients, of nats that have the gradient {@code gradient_N1}. */
  private void addGradients(Tensor scores_NV, Tensor gradient_N1, Tensor weight, Tensor bias) {
    Tensor weighted_NH = input_NH.mul(gradient_N1.to(input_NH));
    new Gradient(weight).add(() -> scores_NV.transpose(0, 1).matmul(weighted_NH));
    new Gradient(bias)
        .add(() -> gradient_N1.to(input_NH).transpose(0, 1).matmul(scores_NV).squeeze(0));
  }
}
