package subtext.text;

import subtext.metric.Words;

/** Which words of a text become tokens. */
public enum WordChoice {
  /** All: one that the vocabulary does not hold becomes {@code <unk>}. */
  ALL,
  /** Those that the vocabulary holds; the others are left out, as if they were not there. */
  KNOWN,
  /**
   * Those that the vocabulary holds, into which come words that carry content: with a letter, and
   * no English function word.
   */
  CONTENT;

  /** Whether {@code word} may come into a vocabulary. */
  boolean takes(String word) {
    return this != CONTENT
        || (word.codePoints().anyMatch(Character::isLetter) && !Words.content(word).isEmpty());
  }
}
