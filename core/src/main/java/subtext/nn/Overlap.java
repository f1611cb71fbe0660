package subtext.nn;

import java.util.List;
import subtext.tensor.Autograd;
import subtext.tensor.DType;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Vocabulary;

/**
 * Which tokens of one text occur in another (Yu et al. 2014). The end, padding and unknown tokens
 * are not counted. B batch, S places of the one, T of the other, V vocabulary.
 *
 * @param idf_V inverse document frequencies, in nats; all 0 until {@link #learn} has said
 */
public record Overlap(Tensor idf_V) {
  /** Three shares: of the tokens, of their inverse document frequencies, of pairs of neighbours. */
  public static final int FEATURES = 3;

  /** One that has learnt nothing yet. */
  public static Overlap create(Parameters parameters, int vocabulary) {
    return new Overlap(parameters.constant("overlap.idf", Init.ZEROS, vocabulary));
  }

  /**
   * Makes the inverse document frequency of a token log((N + 1) / (n + 1/2)).
   *
   * @param counts n, in how many texts each token occurs
   * @param texts N
   */
  public void learn(long[] counts, long texts) {
    double[] idf = new double[counts.length];
    for (int id = 0; id < idf.length; id++) {
      idf[id] = Math.log((texts + 1) / (counts[id] + 0.5));
    }
    try (Scope scope = Scope.open()) {
      Autograd.withoutResult(() -> idf_V.copy_(Tensor.of(idf, idf.length)));
    }
  }

  /** What of each text of {@code sought} occurs in that of {@code in}: [B, 3], from 0 to 1. */
  public Tensor shares_BF(Observed sought, Observed in) {
    Tensor ids_BS = sought.targets_BT().to(DType.F32);
    Tensor ordinary_BS = ids_BS.lt(Vocabulary.FIRST_ORDINARY).to(idf_V).neg().add(1);
    Tensor ids_BT = in.targets_BT().to(DType.F32);
    Tensor equal_BST =
        ids_BS
            .unsqueeze(2)
            .sub(ids_BT.unsqueeze(1))
            .square()
            .lt(0.5)
            .to(idf_V)
            .mul(ordinary_BS.unsqueeze(2));
    Tensor found_BS = equal_BST.max(2);
    Tensor idf_BS = idf_V.indexSelect(0, sought.targets_BT().reshape(-1)).reshape(ids_BS.shape());
    Tensor pair_BST = equal_BST.mul(next(next(equal_BST, 1), 2));
    return Tensor.stack(
        1,
        List.of(
            share_B(found_BS, ordinary_BS),
            share_B(found_BS, ordinary_BS.mul(idf_BS)),
            share_B(pair_BST.max(2), ordinary_BS.mul(next(ordinary_BS, 1)))));
  }

  /** What stands one place on in {@code dim}, 0 at the end. */
  private static Tensor next(Tensor values, int dim) {
    Tensor first = values.narrow(dim, 0, 1).mul(0);
    return Tensor.cat(dim, values.narrow(dim, 1, values.size(dim) - 1), first);
  }

  private static Tensor share_B(Tensor found_BS, Tensor weights_BS) {
    return found_BS.mul(weights_BS).sum(1).div(weights_BS.sum(1).clampMin(1e-6));
  }
}
