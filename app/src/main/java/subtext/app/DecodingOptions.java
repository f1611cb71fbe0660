package subtext.app;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import subtext.decoder.Decoding;
import subtext.error.InputException;
import subtext.use.Wording;

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

  @Option(names = "--greedy", description = "Take the most probable token at each step.")
  private boolean greedy;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed gives the same sentences. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--new-words",
      description = "Allow words that the text the model was trained on does not hold.")
  private boolean newWords;

  Wording wording() {
    return newWords ? Wording.ANY : Wording.KNOWN_WORDS;
  }

  long seed() {
    return seed;
  }

  /**
   * What the options say; empty where they say nothing.
   *
   * @param usual temperature of sampling where they name none
   * @throws InputException if they say two things
   */
  Optional<Decoding> decoding(double usual) {
    boolean sampled = temperature != null || topK != null || topP != null;
    if (Stream.of(sampled, beam != null, greedy).filter(given -> given).count() > 1) {
      throw new InputException(
          "choose one way of writing: --greedy, --beam, or sampling with --temperature, --top-k"
              + " and --top-p");
    }
    if (beam != null) {
      return Optional.of(new Decoding.Beam(beam, Decoding.Beam.DEFAULT.lengthPenalty()));
    }
    if (greedy) {
      return Optional.of(new Decoding.Greedy());
    }
    Decoding.Sampled all = Decoding.Sampled.DEFAULT;
    return sampled
        ? Optional.of(
            new Decoding.Sampled(
                temperature == null ? usual : temperature,
                topK == null ? all.topK() : topK,
                topP == null ? all.topP() : topP))
        : Optional.empty();
  }
}
