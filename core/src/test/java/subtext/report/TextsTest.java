package subtext.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextsTest {

  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  @Test
  void bothLanguagesSayTheSameThings() {
    Map<String, String> english = Texts.of("en").withPrefix("");
    Map<String, String> chinese = Texts.of("zh").withPrefix("");
    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, text) ->
            assertThat(places(chinese.getOrDefault(key, ""))).as(key).isEqualTo(places(text)));
  }

  @Test
  void aLanguageWithoutTextsIsShownInEnglish() {
    assertThat(Texts.of("fi").languageTag()).isEqualTo("en");
    assertThat(Texts.of("zh-TW").languageTag()).isEqualTo("zh-Hans");
  }

  @Test
  void argumentsAreNotSearchedForPlaces() {
    assertThat(Texts.of("en").get("title.report", "{1}")).startsWith("{1} ·");
    assertThat(Texts.of("en").get("verdict.atLeast", "{0}$1")).isEqualTo("at least {0}$1");
  }

  @Test
  void anUnknownTextIsADefect() {
    assertThatThrownBy(() -> Texts.of("en").get("nonsense"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nonsense");
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
