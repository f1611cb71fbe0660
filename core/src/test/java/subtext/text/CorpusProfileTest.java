package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CorpusProfileTest {
  @Test
  void wordsCountWhereTheyStandBetweenSpaces() {
    CorpusProfile profile = CorpusProfile.of(Stream.of("the cat sleeps", "  a   dog, too ", "yes"));
    assertThat(profile).isEqualTo(new CorpusProfile(3, 7, 3, true, false));
    assertThat(profile.meanUnits()).isEqualTo(7 / 3.0);
  }

  @Test
  void charactersCountWhereScriptsHaveNoSpaces() {
    assertThat(CorpusProfile.of(Stream.of("床前明月光。", "疑是 A 地上霜")))
        .isEqualTo(new CorpusProfile(2, 12, 6, false, true));
    CorpusProfile japanese = CorpusProfile.of(Stream.of("これはペンです"));
    assertThat(japanese).isEqualTo(new CorpusProfile(1, 7, 7, false, false));
  }

  @Test
  void characterBeyondTheBasicPlaneIsOne() {
    assertThat(CorpusProfile.of(Stream.of("𠮷野家")))
        .isEqualTo(new CorpusProfile(1, 3, 3, false, true));
  }

  @Test
  void oneTextInAHundredMayBeLongerThanTheLongest() {
    Stream<String> texts = IntStream.rangeClosed(1, 200).mapToObj("a "::repeat);
    assertThat(CorpusProfile.of(texts).longest()).isEqualTo(198);
  }

  @Test
  void nothingHasNoLength() {
    assertThat(CorpusProfile.of(Stream.of()).meanUnits()).isZero();
  }
}
