package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import subtext.store.ModelFile;
import subtext.tensor.TensorData;
import subtext.use.Encode;
import subtext.use.Model;

class SentenceVectorsTest {
  private static final Path SHIPPED = Path.of("../models/quickstart-en");

  @Test
  void wordsGiveTheMeanOfTheirRows() {
    try (Model model = Model.load(SHIPPED)) {
      int[] tokens = model.tokenizer().encode("the team");
      TensorData table =
          Objects.requireNonNull(ModelFile.read(SHIPPED).weights().get("encoder.embedding.table"));
      int dimensions = (int) table.shape()[1];
      float[] found =
          Objects.requireNonNull(SentenceVectors.words(model, SHIPPED)).of(List.of("the team"))[0];
      assertThat(found).hasSize(dimensions);
      for (int d = 0; d < dimensions; d++) {
        float sum = 0;
        for (int token : tokens) {
          sum += table.bytes().asFloatBuffer().get(token * dimensions + d);
        }
        assertThat(found[d]).isCloseTo(sum / tokens.length, within(1e-6f));
      }
    }
  }

  @Test
  void aSentenceWithoutTokensHasZeros() {
    try (Model model = Model.load(SHIPPED)) {
      SentenceVectors words = Objects.requireNonNull(SentenceVectors.words(model, SHIPPED));
      assertThat(words.of(List.of(""))[0]).containsOnly(0);
    }
  }

  @Test
  void meansAreThoseOfEncode() {
    try (Model model = Model.load(SHIPPED)) {
      assertThat(SentenceVectors.means(model).of(List.of("a cat", "the team"))[1])
          .containsExactly(new Encode(model).vector("the team"), within(1e-5f));
    }
  }
}
