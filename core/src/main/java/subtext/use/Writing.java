package subtext.use;

import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoding;
import subtext.decoder.Lengths;

/**
 * How sentences are written, for all verbs that write.
 *
 * @param decoding null for what the verb does by itself: new sentences are sampled at the
 *     temperature that the model says, all others written greedily
 * @param wording which words may be written
 * @param lengths null for one token at least, and as many at most as the model was trained on
 * @param seed the same seed gives the same sentences
 */
public record Writing(
    @Nullable Decoding decoding, Wording wording, @Nullable Lengths lengths, long seed) {
  public static final Writing DEFAULT = new Writing(null, Wording.KNOWN_WORDS, null, 1);

  /** The defaults, by {@code decoding}. */
  public static Writing by(Decoding decoding) {
    return new Writing(decoding, DEFAULT.wording, DEFAULT.lengths, DEFAULT.seed);
  }

  /** This with another seed. */
  public Writing with(long otherSeed) {
    return new Writing(decoding, wording, lengths, otherSeed);
  }

  Decoding decodingOr(Decoding usual) {
    return decoding == null ? usual : decoding;
  }

  Lengths lengthsFor(Model model) {
    return lengths == null ? Lengths.upTo(model.spec().tokens().maxLength()) : lengths;
  }
}
