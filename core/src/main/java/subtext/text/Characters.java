package subtext.text;

import java.util.List;

/** Code points, joined by nothing. */
final class Characters implements Segmenter {
  @Override
  public List<String> split(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }

  @Override
  public String join(List<String> words) {
    return String.join("", words);
  }
}
