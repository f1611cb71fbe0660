package subtext.nn;

import subtext.tensor.DType;
import subtext.tensor.Tensor;
import subtext.text.Vocabulary;

/**
 * Documents as bags of words: how often each has each word. The end, padding and words that the
 * vocabulary does not hold are not counted. B batch, V vocabulary, W words.
 */
public final class WordCounts {
  private WordCounts() {}

  /** W: the ids of a vocabulary of {@code vocabulary} that are words. */
  public static int words(int vocabulary) {
    return vocabulary - Vocabulary.FIRST_ORDINARY;
  }

  /** The token id of word {@code word}, from 0. */
  public static int id(int word) {
    return word + Vocabulary.FIRST_ORDINARY;
  }

  /** The counts [B, W] of the documents of {@code x}, in {@code type}. */
  public static Tensor of(Observed x, int vocabulary, DType type) {
    Tensor ids_BT = x.targets_BT();
    Tensor counts_BV = Tensor.zeros(type, ids_BT.device(), x.batch(), vocabulary);
    return counts_BV
        .scatterAdd_(1, ids_BT, 1)
        .narrow(1, Vocabulary.FIRST_ORDINARY, words(vocabulary));
  }
}
