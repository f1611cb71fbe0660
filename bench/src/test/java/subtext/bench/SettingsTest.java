package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class SettingsTest {
  private static Settings settings(List<String> only, List<Integer> corpora) {
    return new Settings(Path.of("."), null, null, List.of(), 1, 1, only, corpora, 5, 1);
  }

  @Test
  void withoutAChoiceEverythingIsWanted() {
    assertThat(settings(List.of(), Settings.CORPORA).wants("anything")).isTrue();
    assertThat(settings(List.of("one"), Settings.CORPORA).wants("other")).isFalse();
  }

  @Test
  void aChoiceOfWhatIsNotThereNamesWhatIs() {
    assertThatThrownBy(() -> settings(List.of("x"), List.of()).requireOnly(List.of("a", "b")))
        .isInstanceOf(InputException.class)
        .hasMessage("--only: x is none of a, b");
  }

  @Test
  void aCorpusOfNothingIsRefused() {
    assertThatThrownBy(() -> settings(List.of(), List.of(10, 0)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("corpora", "1 to 100000");
  }
}
