package subtext.use;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import subtext.latent.SamplingPrior;
import subtext.text.Lexicon;

/**
 * The English model that ships with the repository: the oldest model file that must stay readable.
 */
class ShippedModelTest {
  private static final Path FOLDER = Path.of("..", "models", "quickstart-en");

  @Test
  void itWritesWhatNobodyWroteBefore() {
    try (Model model = Model.load(FOLDER)) {
      assertThat(model.spec().prior()).isEqualTo(SamplingPrior.MIXTURE);
      List<String> sentences = new Generate(model).sentences(20, 1);
      assertThat(sentences)
          .doesNotHaveDuplicates()
          .allSatisfy(text -> assertThat(text).isNotBlank());
      assertThat(sentences).noneMatch(text -> text.contains("<unk>"));
      Lexicon lexicon = requireNonNull(model.tokenizer().lexicon());
      assertThat(sentences).allMatch(text -> canWrite(lexicon, model.tokenizer().encode(text)));
    }
  }

  private static boolean canWrite(Lexicon lexicon, int[] tokens) {
    Lexicon.Place place = lexicon.start();
    for (int token : tokens) {
      place = place.after(token); // throws where no word goes on so
    }
    return place.isAfterWord();
  }

  @Test
  void itStillKnowsTheSentencesThatItKnewWhenItWasMade() {
    try (Model model = Model.load(FOLDER)) {
      assertThat(new Score(model).nats("the team is a unit")).isCloseTo(27.56, within(0.1));
      assertThat(new Score(model).nats("he plays the violin")).isCloseTo(21.93, within(0.1));
      assertThat(new Reconstruct(model).reconstruct("he was tired")).isEqualTo("he was tired");
    }
  }

  @Test
  void itIsSmallEnoughToShip() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(6_000_000);
    }
  }
}
