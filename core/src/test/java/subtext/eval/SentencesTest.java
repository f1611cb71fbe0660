package subtext.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.model.TinyModels;

class SentencesTest {
  @TempDir Path folder;

  @Test
  void everySentenceGetsAnotherOneOfItsLengthAsPartner() {
    Sentences sentences = Sentences.of(TinyModels.corpus(folder, 60), 0, 1);
    int[] partners = sentences.partners(4);
    assertThat(Arrays.stream(partners).filter(p -> p >= 0).distinct().count())
        .isEqualTo(Arrays.stream(partners).filter(p -> p >= 0).count());
    for (int place = 0; place < partners.length; place++) {
      if (partners[place] >= 0) {
        assertThat(partners[place]).isNotEqualTo(place);
        assertThat(sentences.length(partners[place])).isEqualTo(sentences.length(place));
      }
    }
    assertThat(sentences.partners(5)).isNotEqualTo(partners);
  }

  @Test
  void aSentenceAloneWithItsLengthHasNoPartner() {
    Sentences one = Sentences.of(TinyModels.corpus(folder, 1), 0, 1);
    assertThat(one.partners(1)).containsExactly(-1);
  }

  @Test
  void aSubsetHoldsEachSentenceOnce() {
    Sentences some = Sentences.of(TinyModels.corpus(folder, 60), 25, 3);
    assertThat(Arrays.stream(some.examples()).distinct().toArray()).hasSize(25);
    assertThat(Sentences.of(some.corpus(), 100, 3).size()).isEqualTo(60);
  }
}
