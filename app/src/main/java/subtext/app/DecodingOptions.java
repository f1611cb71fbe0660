package subtext.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import subtext.config.Allowed;
import subtext.decoder.Decoding;
import subtext.decoder.Lengths;
import subtext.error.InputException;
import subtext.use.DecodingChoice;
import subtext.use.Generate;
import subtext.use.Model;
import subtext.use.Wording;
import subtext.use.Writing;

/** How sentences are written. */
final class DecodingOptions {
  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Sample, with scores divided by T: below 1 the probable becomes more so.")
  private @Nullable Double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Sample among the K most probable tokens.")
  private @Nullable Integer topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Sample among the fewest tokens that together have probability P.")
  private @Nullable Double topP;

  @Option(
      names = "--beam",
      paramLabel = "B",
      description = "Search for the most probable sentence with B side by side.")
  private @Nullable Integer beam;

  @Option(
      names = "--length-penalty",
      paramLabel = "A",
      description = "With --beam: 0 takes the most probable sentence, more favours longer ones.")
  private @Nullable Double lengthPenalty;

  @Option(names = "--greedy", description = "Take the most probable token at each step.")
  private boolean greedy;

  @Option(
      names = "--repetition-penalty",
      paramLabel = "R",
      defaultValue = "1",
      description =
          "Lower the scores of tokens that the sentence already holds, 1.2 for example; 1 for not."
              + " Default: ${DEFAULT-VALUE}.")
  private double repetitionPenalty;

  @Option(
      names = "--min-length",
      paramLabel = "N",
      description = "Tokens that a sentence has at least. Default: 1.")
  private @Nullable Integer minLength;

  @Option(
      names = "--max-length",
      paramLabel = "N",
      description = "Tokens that a sentence has at most. Default: what the model was trained on.")
  private @Nullable Integer maxLength;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed gives the same sentences. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** What the options say to a verb that writes greedily. */
  Writing writing(Model model, WordsOption words) {
    return writing(model, new Decoding.Greedy(), words.wording());
  }

  /** What the options say to a verb that samples at the temperature that {@code model} says. */
  Writing sampling(Model model, WordsOption words) {
    return writing(model, Generate.usual(model), words.wording());
  }

  /**
   * What the options say to a verb that writes by {@code usual}.
   *
   * @throws InputException if they contradict each other
   */
  Writing writing(Model model, Decoding usual, Wording wording) {
    Decoding decoding =
        new DecodingChoice(temperature, topK, topP, beam, lengthPenalty, greedy)
            .decoding(usual, name -> "--" + name);
    int least = minLength == null ? 1 : minLength;
    requireLengths(least, maxLength == null ? Writing.most(model) : maxLength);
    return new Writing(
        decoding.withRepetitionPenalty(repetitionPenalty), wording, least, maxLength, seed);
  }

  private static void requireLengths(int least, int most) {
    if (least > most) {
      throw new InputException(
          "a sentence of at least %d tokens and at most %d cannot be: change --min-length or --max-length"
              .formatted(least, most));
    }
    Allowed.atLeast("--min-length", least, 0);
    Allowed.between("--max-length", most, 1, Lengths.LONGEST);
  }
}
