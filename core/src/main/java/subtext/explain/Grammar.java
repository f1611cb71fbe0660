package subtext.explain;

import java.util.List;
import java.util.stream.IntStream;
import subtext.config.Allowed;
import subtext.tensor.Noise;

/**
 * English sentences that seven factors make, each drawn evenly and by itself: what a latent space
 * should keep apart is known. {@code the dogs did not see the ball today}: subject, number, verb,
 * tense, negation, object, adverb.
 */
public final class Grammar {
  private static final List<String> SUBJECTS =
      List.of("dog", "boy", "girl", "teacher", "farmer", "cat", "king", "nurse");

  /** Base, third person singular, past. */
  private static final List<List<String>> VERBS =
      List.of(
          List.of("see", "sees", "saw"),
          List.of("find", "finds", "found"),
          List.of("take", "takes", "took"),
          List.of("break", "breaks", "broke"),
          List.of("want", "wants", "wanted"),
          List.of("like", "likes", "liked"),
          List.of("paint", "paints", "painted"),
          List.of("sell", "sells", "sold"));

  private static final List<String> OBJECTS =
      List.of("ball", "house", "book", "tree", "car", "cup", "boat", "lamp");

  private static final List<String> ADVERBS = List.of("", "today", "often", "again", "here");

  /** The factors in the order in which their values stand in {@link Sentence}. */
  public static final List<Factor> FACTORS =
      List.of(
          new Factor("subject", SUBJECTS),
          new Factor("number", List.of("singular", "plural")),
          new Factor("verb", VERBS.stream().map(List::getFirst).toList()),
          new Factor("tense", List.of("present", "past")),
          new Factor("negation", List.of("no", "yes")),
          new Factor("object", OBJECTS),
          new Factor("adverb", ADVERBS));

  private Grammar() {}

  /** What makes sentences differ, and the values that it takes. */
  public record Factor(String name, List<String> values) {}

  /**
   * A sentence.
   *
   * @param factors places of its values in those of {@link #FACTORS}
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Sentence(String text, int[] factors) {}

  /** {@code count} sentences of {@code seed}; fewer are the first of more. */
  public static List<Sentence> sentences(int count, long seed) {
    Allowed.between("count", count, 1, 10_000_000);
    Noise noise = new Noise(seed, 0);
    return IntStream.range(0, count)
        .mapToObj(
            n -> {
              int[] factors = new int[FACTORS.size()];
              for (int k = 0; k < factors.length; k++) {
                double uniform = noise.uniform(Noise.Stream.PRIOR, 4, n, k);
                factors[k] = (int) (uniform * FACTORS.get(k).values().size());
              }
              return new Sentence(text(factors), factors);
            })
        .toList();
  }

  /** The sentence that {@code factors} make. */
  static String text(int[] factors) {
    boolean plural = factors[1] == 1;
    boolean past = factors[3] == 1;
    boolean negated = factors[4] == 1;
    List<String> forms = VERBS.get(factors[2]);
    String auxiliary = past ? "did" : plural ? "do" : "does";
    String verb =
        negated ? auxiliary + " not " + forms.get(0) : forms.get(past ? 2 : plural ? 0 : 1);
    String subject = SUBJECTS.get(factors[0]) + (plural ? "s" : "");
    String adverb = ADVERBS.get(factors[6]);
    return "the %s %s the %s %s".formatted(subject, verb, OBJECTS.get(factors[5]), adverb).strip();
  }
}
