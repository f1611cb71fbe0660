package subtext.serve;

import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoding;
import subtext.error.InputException;
import subtext.use.DecodingChoice;
import subtext.use.Generate;
import subtext.use.Model;
import subtext.use.Wording;
import subtext.use.Writing;

/** How sentences are written, in a request. */
record DecodingFields(
    @About(value = "The same seed gives the same sentences.", byDefault = "1") long seed,
    @About(
            value = "Sample, with scores divided by this: below 1 the probable becomes more so.",
            least = 0.01,
            most = 100)
        @Nullable Double temperature,
    @About(value = "Sample among so many of the most probable tokens.", least = 0)
        @Nullable Integer topK,
    @About(
            value = "Sample among the fewest tokens that together have this probability.",
            least = 1e-6,
            most = 1)
        @Nullable Double topP,
    @About(
            value = "Search for the most probable sentence with so many side by side.",
            least = 1,
            most = 50)
        @Nullable Integer beam,
    @About(
            value = "With beam: 0 takes the most probable sentence, more favours longer ones.",
            least = 0,
            most = 10)
        @Nullable Double lengthPenalty,
    @About(value = "Take the most probable token at each step.", byDefault = "false")
        boolean greedy,
    @About(
            value = "Lower the scores of tokens that the sentence already holds; 1 for not.",
            byDefault = "1",
            least = 1,
            most = 10)
        double repetitionPenalty,
    @About(value = "Tokens that a sentence has at least.", byDefault = "1", least = 0, most = MOST)
        int minLength,
    @About(
            value = "Tokens that a sentence has at most. Default: as many as in training.",
            least = 1,
            most = MOST)
        @Nullable Integer maxLength,
    @About(
            value = "Allow words that the text the model was trained on does not hold.",
            byDefault = "false")
        boolean newWords) {

  /** Tokens that may be asked for: one request must not keep a model for minutes. */
  static final int MOST = 1000;

  /** The greatest product of {@code beam} and length. */
  private static final int MOST_SEARCHED = 5_000;

  /** Of a verb that samples at the temperature that the model says. */
  Writing sampling(Model model) {
    return writing(model, Generate.usual(model));
  }

  /** Of a verb that writes by {@code usual}. */
  Writing writing(Model model, Decoding usual) {
    int most = maxLength == null ? Writing.most(model) : maxLength;
    if (beam != null && (long) beam * most > MOST_SEARCHED) {
      throw new InputException(
          "beam: %d sentences of %d tokens are more than the %,d tokens that may be searched; give a smaller one, or a smaller max_length"
              .formatted(beam, most, MOST_SEARCHED));
    }
    if (minLength > most) {
      throw new InputException(
          "min_length: a sentence of at least %d tokens and at most %d cannot be"
              .formatted(minLength, most));
    }
    Decoding decoding =
        new DecodingChoice(temperature, topK, topP, beam, lengthPenalty, greedy)
            .decoding(usual, name -> name.replace('-', '_'));
    return new Writing(
        decoding.withRepetitionPenalty(repetitionPenalty),
        newWords ? Wording.ANY : Wording.KNOWN_WORDS,
        minLength,
        maxLength,
        seed);
  }
}
