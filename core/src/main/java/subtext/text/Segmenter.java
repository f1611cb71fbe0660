package subtext.text;

import java.util.List;

/** Cuts a text into the words of a vocabulary and puts such words together again. */
interface Segmenter {
  /** The words of a normalised text, in order, none empty. */
  List<String> split(String text);

  /** The text that the words make. */
  String join(List<String> words);

  /** The segmenter of a kind that has a vocabulary of words. */
  static Segmenter of(TokenKind kind) {
    return switch (kind) {
      case WORD -> new Words();
      case WHITESPACE -> new SpacedWords();
      case CHARACTER -> new Characters();
      case BPE -> throw new IllegalArgumentException("byte pairs are not words");
    };
  }
}
