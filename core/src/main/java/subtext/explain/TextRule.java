package subtext.explain;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import subtext.metric.Words;

/**
 * What simple rules over the words of a text say of it, in English and Chinese. They are wrong now
 * and then: what a rule calls an attribute is what is explained.
 */
public enum TextRule {
  /** Whether there are more than eight words; Chinese characters count as words. */
  LENGTH("long", "more than 8 words; a Chinese character is a word") {
    @Override
    public Boolean of(List<String> words, String text) {
      return words.size() > LONG;
    }
  },

  /** Whether something is denied. */
  NEGATION(
      "negation",
      "one of not, no, never, none, nobody, nothing, nowhere, neither, nor, cannot, without, a word"
          + " that ends in n't, or one of 不没沒无無未莫勿") {
    @Override
    public Boolean of(List<String> words, String text) {
      return words.stream().anyMatch(word -> DENYING.contains(word) || word.endsWith("n't"));
    }
  },

  /** Whether something is asked. */
  QUESTION(
      "question",
      "a question mark at the end, 吗, 嗎 or 呢 at the end, or an auxiliary verb before a pronoun at"
          + " the start") {
    @Override
    public Boolean of(List<String> words, String text) {
      return ASKING.matcher(text).find()
          || (words.size() > 1
              && AUXILIARY.contains(words.get(0))
              && PRONOUNS.contains(words.get(1)));
    }
  },

  /** Whether it is of the past, or else of the present; null where neither is to be seen. */
  TENSE(
      "past tense",
      "past: was, were, had, did, a common irregular past, or a word of five letters or more in"
          + " -ed; else present: am, is, are, has, have, do, does, can, will; else not counted."
          + " English") {
    @Override
    public @Nullable Boolean of(List<String> words, String text) {
      if (words.stream().anyMatch(TextRule::isPast)) {
        return true;
      }
      return words.stream().anyMatch(PRESENT::contains) ? false : null;
    }
  };

  private static final int LONG = 8;

  private static final Set<String> DENYING =
      Set.of(
          "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "cannot",
          "without", "不", "没", "沒", "无", "無", "未", "莫", "勿");

  private static final Pattern ASKING = Pattern.compile("([?？]|[吗嗎呢])[\"'”’」』)）。.!！\\s]*$");

  private static final Set<String> AUXILIARY =
      Set.of(
          "do", "does", "did", "is", "are", "was", "were", "am", "can", "could", "will", "would",
          "shall", "should", "may", "might", "have", "has", "had");

  private static final Set<String> PRONOUNS =
      Set.of("i", "you", "he", "she", "it", "we", "they", "this", "that", "there");

  private static final Set<String> PRESENT =
      Set.of("am", "is", "are", "has", "have", "do", "does", "can", "will");

  private static final Set<String> IRREGULAR =
      Set.of(
          "was", "were", "had", "did", "went", "came", "saw", "took", "made", "said", "got", "gave",
          "found", "knew", "thought", "told", "became", "felt", "brought", "began", "kept", "held",
          "wrote", "stood", "heard", "met", "ran", "paid", "sat", "spoke", "led", "grew", "lost",
          "fell", "sent", "built", "drew", "broke", "spent", "ate", "drove", "bought", "wore",
          "chose", "won", "rose", "threw", "flew", "caught", "taught", "fought", "sold", "sang",
          "sank", "rode", "hid", "blew", "shot", "slept", "struck", "tore", "woke", "stole");

  private final String has;
  private final String says;

  TextRule(String has, String says) {
    this.has = has;
    this.says = says;
  }

  /** What a text is or holds that has it. */
  String has() {
    return has;
  }

  private static boolean isPast(String word) {
    return IRREGULAR.contains(word)
        || (word.length() > 4 && word.endsWith("ed") && !word.endsWith("eed"));
  }

  /** The rule in words. */
  public String says() {
    return says;
  }

  /** Whether {@code text} has the attribute; null where the rule cannot say. */
  public final @Nullable Boolean of(String text) {
    return of(Words.of(text), text.strip());
  }

  /**
   * The same.
   *
   * @param words of {@code text}, as {@link Words#of} finds them
   */
  abstract @Nullable Boolean of(List<String> words, String text);
}
