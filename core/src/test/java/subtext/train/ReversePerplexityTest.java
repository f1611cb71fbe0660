package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.eval.Perplexity;
import subtext.model.TinyModels;
import subtext.recipe.Recipe;
import subtext.text.Columns;

class ReversePerplexityTest {
  @TempDir Path folder;

  private Perplexity measure(String name, List<String> samples) throws IOException {
    Recipe recipe = Recipe.of(SmallRun.in(folder, "task=language-model").settings());
    Path file = Files.write(folder.resolve(name + ".txt"), samples);
    Path real = Files.write(folder.resolve("real.txt"), TinyModels.sentences(50));
    return new ReversePerplexity(recipe, TinyModels.tokenizer(), TrainingListener.SILENT)
        .measure(file, Portion.whole(real, Columns.FIRST), folder.resolve(name));
  }

  @Test
  void samplesThatMissMostOfTheTextTeachLessOfItThanThoseThatCoverIt() throws IOException {
    Perplexity covering = measure("covering", TinyModels.sentences(200));
    Perplexity narrow = measure("narrow", Collections.nCopies(200, "a b a b"));
    assertThat(narrow.perToken()).isGreaterThan(1.5 * covering.perToken());
    assertThat(covering.tokens()).isEqualTo(narrow.tokens());
    assertThat(measure("again", TinyModels.sentences(200))).isEqualTo(covering);
  }

  @Test
  void tooFewSamplesAreRefused() {
    assertThatThrownBy(() -> measure("one", List.of("a b"))).isInstanceOf(InputException.class);
  }
}
