package subtext.text;

import com.ibm.icu.lang.UCharacter;
import java.util.ArrayList;
import java.util.List;

/** What stands between white space (Unicode's White_Space), joined by single spaces. */
final class SpacedWords implements Segmenter {
  @Override
  public List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      // No character of White_Space lies beyond the basic plane: chars will do.
      if (i == text.length() || UCharacter.isUWhiteSpace(text.charAt(i))) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  @Override
  public String join(List<String> words) {
    return String.join(" ", words);
  }
}
