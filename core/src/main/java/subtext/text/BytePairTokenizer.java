package subtext.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Byte pairs over UTF-8 (Radford et al. 2019): ids 4 to 259 are the bytes, the others are merges.
 * No text is unknown, and {@code decode(encode(text))} is the normalised text.
 *
 * <p>A space is put before the text and taken off again, so that a word is the same token at the
 * start of a sentence as within it.
 */
final class BytePairTokenizer implements Tokenizer {
  /** Id of the byte 0. */
  static final int FIRST_BYTE = Vocabulary.FIRST_ORDINARY;

  /**
   * Pieces whose tokens are remembered: the commonest come first, and most text is made of them.
   */
  private static final int REMEMBERED_PIECES = 1 << 16;

  private static final int REMEMBERED_LENGTH = 32;

  private final TokensConfig config;
  private final Vocabulary vocabulary;
  private final Merges merges;
  private final List<String> words;
  private final Map<String, int[]> remembered = new ConcurrentHashMap<>();
  private @Nullable Lexicon lexicon;

  /**
   * @param words of its lexicon; none for no lexicon
   */
  BytePairTokenizer(TokensConfig config, Vocabulary vocabulary, Merges merges, List<String> words) {
    this.config = config;
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.words = List.copyOf(words);
  }

  /** With another lexicon. */
  BytePairTokenizer with(List<String> otherWords) {
    return new BytePairTokenizer(config, vocabulary, merges, otherWords);
  }

  /** {@code text} as it is cut into pieces. */
  static String prepare(TokensConfig config, String text) {
    String normalized = config.normalization().apply(text);
    return normalized.isEmpty() ? "" : " " + normalized;
  }

  /** A token for each byte of {@code piece}. */
  static int[] bytes(String piece) {
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    int[] tokens = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      tokens[i] = FIRST_BYTE + Byte.toUnsignedInt(bytes[i]);
    }
    return tokens;
  }

  @Override
  public int[] encode(String text) {
    IntStream.Builder ids = IntStream.builder();
    Pieces.split(
        prepare(config, text),
        piece -> {
          for (int id : encodePiece(piece)) {
            ids.add(id);
          }
        });
    return ids.build().toArray();
  }

  /** The tokens of one of the {@link Pieces}. */
  int[] merge(String piece) {
    return merges.apply(bytes(piece));
  }

  private int[] encodePiece(String piece) {
    int[] known = remembered.get(piece);
    if (known != null) {
      return known;
    }
    int[] ids = merge(piece);
    if (piece.length() <= REMEMBERED_LENGTH && remembered.size() < REMEMBERED_PIECES) {
      remembered.put(piece, ids);
    }
    return ids;
  }

  /** Bytes that are no UTF-8, as a model may write them, become U+FFFD. */
  @Override
  public String decode(int[] ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * ids.length);
    for (int id : ids) {
      String token = vocabulary.token(id);
      if (id == Vocabulary.END) {
        break;
      }
      if (id == Vocabulary.UNK) {
        bytes.writeBytes(token.getBytes(StandardCharsets.UTF_8));
      } else if (id >= FIRST_BYTE) {
        ByteAlphabet.append(token, bytes);
      }
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return text.startsWith(" ") ? text.substring(1) : text;
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public String token(int id) {
    return vocabulary.token(id);
  }

  @Override
  public TokensConfig config() {
    return config;
  }

  @Override
  public synchronized @Nullable Lexicon lexicon() {
    if (lexicon == null && !words.isEmpty()) {
      lexicon = new Lexicon(this, words);
    }
    return lexicon;
  }

  /** The lexicon's words, each with the space before it if it has one; none for no lexicon. */
  List<String> words() {
    return words;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  Merges merges() {
    return merges;
  }
}
