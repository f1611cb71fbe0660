package subtext.decoder;

import subtext.nn.Pass;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;
import subtext.text.Vocabulary;

/**
 * Words that the decoder is not told in training (Bowman et al. 2016, section 3.2). B batch, T
 * time.
 */
final class WordDropout {
  private WordDropout() {}

  /** {@code inputs_BT} with a share of {@code rate} replaced by {@code <unk>}. */
  static Tensor apply(Tensor inputs_BT, double rate, Pass pass) {
    if (!pass.training() || rate == 0) {
      return inputs_BT;
    }
    long[] ids = inputs_BT.toLongs();
    int time = Math.toIntExact(inputs_BT.size(1));
    for (int i = 0; i < ids.length; i++) {
      long example = pass.examples()[i / time];
      // The first input is <s>, which says nothing and stays.
      if (i % time > 0
          && pass.noise().uniform(Noise.Stream.WORD_DROPOUT, 0, example, i % time) < rate) {
        ids[i] = Vocabulary.UNK;
      }
    }
    return Tensor.of(ids, inputs_BT.shape()).to(inputs_BT.device());
  }
}
