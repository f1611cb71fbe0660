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
 * @param least tokens of a sentence
 * @param most tokens of a sentence; null for as many as the model was trained on
 * @param seed the same seed gives the same sentences
 */
public record Writing(
    @Nullable Decoding decoding, Wording wording, int least, @Nullable Integer most, long seed) {
  public static final Writing DEFAULT = new Writing(null, Wording.KNOWN_WORDS, 1, null, 1);

  /** The defaults, by {@code decoding}. */
  public static Writing by(Decoding decoding) {
    return new Writing(decoding, DEFAULT.wording, DEFAULT.least, DEFAULT.most, DEFAULT.seed);
  }

  /** This with another seed. */
  public Writing with(long otherSeed) {
    return new Writing(decoding, wording, least, most, otherSeed);
  }

  Decoding decodingOr(Decoding usual) {
    return decoding == null ? usual : decoding;
  }

  /**
   * The lengths of what {@code model} writes.
   *
   * @throws subtext.error.InputException where no sentence can be as long
   */
  Lengths lengthsFor(Model model) {
    return new Lengths(least, most == null ? most(model) : most);
  }

  /** Tokens at most of what {@code model} writes where nothing is said of it. */
  public static int most(Model model) {
    return Lengths.upTo(model.spec().tokens().maxLength()).most();
  }
}
