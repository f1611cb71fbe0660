package subtext.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens by id and ids by token. Ids 0 to 3 are the special tokens; the ordinary ones follow.
 * Immutable.
 */
public final class Vocabulary {
  /** Fills a batch where a sentence has ended. */
  public static final int PAD = 0;

  /** Stands for what the vocabulary does not hold. */
  public static final int UNK = 1;

  /** Stands before the first token of a sentence. */
  public static final int START = 2;

  /** Stands after the last token of a sentence. */
  public static final int END = 3;

  /** The least id of a token that text can spell. */
  public static final int FIRST_ORDINARY = 4;

  /** The special tokens in the order of their ids. */
  public static final List<String> SPECIAL = List.of("<pad>", "<unk>", "<s>", "</s>");

  private final List<String> tokens;
  private final Map<String, Integer> ids;

  /**
   * The vocabulary of the special tokens and then {@code ordinary}, in its order.
   *
   * @throws IllegalArgumentException if a token is empty, special, or there twice
   */
  public Vocabulary(List<String> ordinary) {
    List<String> all = new ArrayList<>(SPECIAL);
    all.addAll(ordinary);
    this.tokens = List.copyOf(all);
    this.ids = HashMap.newHashMap(tokens.size());
    for (int id = 0; id < tokens.size(); id++) {
      String token = tokens.get(id);
      if (token.isEmpty() || ids.put(token, id) != null) {
        throw new IllegalArgumentException(
            "token %d, \"%s\", is empty or there twice".formatted(id, token));
      }
    }
  }

  /**
   * The commonest tokens; those equally common in the order of their characters.
   *
   * @param size greatest number of ids, the special ones included
   * @param minCount rarer tokens are left out
   */
  public static Vocabulary commonest(Map<String, Long> counts, int size, int minCount) {
    Comparator<Map.Entry<String, Long>> byCount =
        Comparator.comparingLong(Map.Entry<String, Long>::getValue).reversed();
    return new Vocabulary(
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() >= minCount && !SPECIAL.contains(entry.getKey()))
            .sorted(byCount.thenComparing(Map.Entry.comparingByKey()))
            .limit(size - SPECIAL.size())
            .map(Map.Entry::getKey)
            .toList());
  }

  /**
   * The id of a token that stood in a text: {@link #UNK} if it is not held, and for the spelling of
   * a special token, which is only a spelling.
   */
  public int id(String token) {
    int id = ids.getOrDefault(token, UNK);
    return id < FIRST_ORDINARY ? UNK : id;
  }

  /**
   * The token of {@code id}.
   *
   * @throws IllegalArgumentException if {@code id} is negative or not below {@link #size()}
   */
  public String token(int id) {
    if (id < 0 || id >= tokens.size()) {
      throw new IllegalArgumentException(
          "token id %d: the vocabulary has ids 0 to %d".formatted(id, tokens.size() - 1));
    }
    return tokens.get(id);
  }

  /** Number of ids, special tokens included. */
  public int size() {
    return tokens.size();
  }

  /** All tokens in the order of their ids, the special ones first. */
  public List<String> tokens() {
    return tokens;
  }
}
