package subtext.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * Words and punctuation by ICU's word boundaries, which know the script and so need no language;
 * white space between them is not kept but put back by {@link WordSpacing}.
 */
final class Words implements Segmenter {
  /** A boundary iterator holds a position: every call works on a copy. */
  private final BreakIterator prototype = BreakIterator.getWordInstance(ULocale.ROOT);

  @Override
  public List<String> split(String text) {
    BreakIterator boundaries = prototype.clone();
    boundaries.setText(text);
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
      // ICU breaks before and after every run of white space, never within a word at one.
      if (!UCharacter.isUWhiteSpace(text.codePointAt(start))) {
        words.add(text.substring(start, end));
      }
      start = end;
    }
    return words;
  }

  @Override
  public String join(List<String> words) {
    return WordSpacing.join(words);
  }
}
