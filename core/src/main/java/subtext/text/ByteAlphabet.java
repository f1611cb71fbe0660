package subtext.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A printable character for each of the 256 bytes, so that a token of any bytes is a readable
 * string: GPT-2's alphabet, which byte-level {@code tokenizer.json} files use. Printable bytes of
 * Latin-1 stand for themselves; the others, in their order, for U+0100 and after: a space is {@code
 * Ġ}.
 */
final class ByteAlphabet {
  /** Number of bytes, and so of characters. */
  static final int SIZE = 256;

  private static final char[] CHARACTER_OF_BYTE = new char[SIZE];
  private static final short[] BYTE_OF_CHARACTER = new short[2 * SIZE];

  static {
    Arrays.fill(BYTE_OF_CHARACTER, (short) -1);
    char next = SIZE;
    for (int b = 0; b < SIZE; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= '¡' && b <= '¬') || b >= '®';
      CHARACTER_OF_BYTE[b] = printable ? (char) b : next++;
      BYTE_OF_CHARACTER[CHARACTER_OF_BYTE[b]] = (short) b;
    }
  }

  private ByteAlphabet() {}

  /** The character of a byte, of which the low eight bits count. */
  static char character(int b) {
    return CHARACTER_OF_BYTE[b & 0xFF];
  }

  /** The UTF-8 bytes of {@code text}, a character each. */
  static String spell(String text) {
    StringBuilder spelled = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      spelled.append(character(b));
    }
    return spelled.toString();
  }

  /** Whether each character stands for a byte. */
  static boolean spells(String token) {
    return token.chars().allMatch(c -> c < BYTE_OF_CHARACTER.length && BYTE_OF_CHARACTER[c] >= 0);
  }

  /** Appends to {@code bytes} those that {@code token}, which {@link #spells} bytes, stands for. */
  static void append(String token, ByteArrayOutputStream bytes) {
    for (int i = 0; i < token.length(); i++) {
      bytes.write(BYTE_OF_CHARACTER[token.charAt(i)]);
    }
  }
}
