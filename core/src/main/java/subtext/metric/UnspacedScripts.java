package subtext.metric;

import com.ibm.icu.lang.UScript;

/**
 * Scripts that are written without spaces between words: those of Chinese, Japanese, Thai, Lao,
 * Khmer and Burmese.
 */
public final class UnspacedScripts {
  private UnspacedScripts() {}

  /** Whether {@code codePoint} is of one of them; marks that scripts share are of none. */
  public static boolean hold(int codePoint) {
    return switch (UScript.getScript(codePoint)) {
      case UScript.HAN,
          UScript.HIRAGANA,
          UScript.KATAKANA,
          UScript.BOPOMOFO,
          UScript.THAI,
          UScript.LAO,
          UScript.KHMER,
          UScript.MYANMAR ->
          true;
      default -> false;
    };
  }
}
