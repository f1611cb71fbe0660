package subtext.train;

import java.util.ArrayList;
import java.util.List;
import subtext.tensor.DType;
import subtext.tensor.Ranks;
import subtext.tensor.Tensor;

/**
 * What a step saw in one part of its batch.
 *
 * @param share of the whole batch
 * @param figures loss, reconstruction and KL as scalars, means over the part; none of an empty one
 */
record PartReport(long sentences, long tokens, double share, List<Tensor> figures) {
  static final PartReport EMPTY = new PartReport(0, 0, 0, List.of());

  private static final int NORM = 0;
  private static final int SENTENCES = 4;
  private static final int TOKENS = 5;

  /**
   * What all processes saw in all parts, the same in each of them.
   *
   * @param norm of the gradients, of which the first process's word counts
   */
  static StepReport whole(List<PartReport> parts, Tensor norm, Ranks ranks, double weight) {
    List<Tensor> unread = new ArrayList<>();
    unread.add(norm);
    parts.forEach(part -> unread.addAll(part.figures));
    // Read from the device together, since it must finish its work for that, and only once a step.
    double[] read = Tensor.stack(0, unread).detach().to(DType.F64).toDoubles();
    double[] sums = new double[TOKENS + 1];
    sums[NORM] = ranks.isFirst() ? read[0] : 0;
    int at = 1;
    for (PartReport part : parts) {
      for (int figure = 1; figure <= part.figures.size(); figure++) {
        sums[figure] += part.share * read[at++];
      }
      sums[SENTENCES] += part.sentences;
      sums[TOKENS] += part.tokens;
    }
    double[] all = ranks.sum(sums);
    return new StepReport(
        (long) all[SENTENCES], (long) all[TOKENS], all[1], all[2], all[3], all[NORM], weight);
  }
}
