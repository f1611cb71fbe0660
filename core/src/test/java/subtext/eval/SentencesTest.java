package subtext.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.Portion;
import subtext.data.TokenCache;
import subtext.model.TinyModels;
import subtext.text.Columns;

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

  /** Of 100 sentences, 20 have a label. */
  @Test
  void labelledSentencesAreDrawnFromThoseThatHaveALabel() throws IOException {
    List<String> texts = TinyModels.sentences(100);
    List<String> lines =
        IntStream.range(0, 100).mapToObj(i -> (i % 5 == 0 ? "a\t" : "\t") + texts.get(i)).toList();
    Path file = Files.write(folder.resolve("labelled.tsv"), lines);
    TokenCache corpus =
        TokenCache.of(Portion.whole(file, new Columns("2", "1")), TinyModels.tokenizer(), folder);
    for (long most : new long[] {0, 10, 50}) {
      long[] drawn = Sentences.labelled(corpus, most, 3).examples();
      assertThat(Arrays.stream(drawn).distinct().toArray()).hasSize(most == 10 ? 10 : 20);
      assertThat(Arrays.stream(drawn)).allMatch(i -> corpus.label(i) == 0);
    }
  }
}
