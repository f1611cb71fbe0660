package subtext.use;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoding;
import subtext.error.InputException;

/**
 * What somebody asks of how tokens are chosen, as options or fields of a request that need not be
 * there: null for what is left open.
 *
 * @param greedy whether that is asked for
 */
public record DecodingChoice(
    @Nullable Double temperature,
    @Nullable Integer topK,
    @Nullable Double topP,
    @Nullable Integer beam,
    @Nullable Double lengthPenalty,
    boolean greedy) {

  /**
   * The way that is asked for; what it leaves open is as in {@code usual}.
   *
   * @param usual where nothing is asked for
   * @param spelled how the caller's users spell a name such as {@code top-k}
   * @throws InputException where two ways are asked for, or a part of none
   */
  public Decoding decoding(Decoding usual, UnaryOperator<String> spelled) {
    boolean sampled = temperature != null || topK != null || topP != null;
    if (Stream.of(sampled, beam != null, greedy).filter(given -> given).count() > 1) {
      throw new InputException(
          "choose one way of writing: %s, %s, or sampling with %s, %s and %s"
              .formatted(
                  spelled.apply("greedy"),
                  spelled.apply("beam"),
                  spelled.apply("temperature"),
                  spelled.apply("top-k"),
                  spelled.apply("top-p")));
    }
    boolean searches = usual instanceof Decoding.Beam && !sampled && !greedy;
    if (lengthPenalty != null && beam == null && !searches) {
      throw new InputException(
          "%s is for the search: give %s, too"
              .formatted(spelled.apply("length-penalty"), spelled.apply("beam")));
    }
    if (beam != null || lengthPenalty != null) {
      return Decoding.Beam.like(usual, beam, lengthPenalty);
    }
    if (greedy) {
      return new Decoding.Greedy();
    }
    return sampled ? sampled(usual) : usual;
  }

  private Decoding sampled(Decoding usual) {
    Decoding.Sampled open = usual instanceof Decoding.Sampled own ? own : Decoding.Sampled.DEFAULT;
    return new Decoding.Sampled(
        temperature == null ? open.temperature() : temperature,
        topK == null ? open.topK() : topK,
        topP == null ? open.topP() : topP);
  }
}
