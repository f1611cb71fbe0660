package subtext.app;

import picocli.CommandLine.Option;
import subtext.use.Wording;

/** Which words sentences are written in. */
final class WordsOption {
  @Option(
      names = "--new-words",
      description = "Allow words that the text the model was trained on does not hold.")
  private boolean newWords;

  Wording wording() {
    return newWords ? Wording.ANY : Wording.KNOWN_WORDS;
  }
}
