package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.eval.Perplexity;
import subtext.model.TinyModels;
import subtext.recipe.Recipe;
import subtext.store.MetricsLog;
import subtext.text.Columns;

class ReversePerplexityTest {
  @TempDir Path folder;

  private final List<String> messages = new ArrayList<>();

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void message(String text) {
          messages.add(text);
        }
      };

  private Perplexity measure(String name, List<String> samples) throws IOException {
    return measure(name, samples, 0);
  }

  private Perplexity measure(String name, List<String> samples, long steps) throws IOException {
    Recipe recipe =
        Recipe.of(SmallRun.in(folder, "task=language-model", "train.patience=0").settings());
    Path file = Files.write(folder.resolve(name + ".txt"), samples);
    Path real = Files.write(folder.resolve("real.txt"), TinyModels.sentences(50));
    return new ReversePerplexity(recipe, steps, TinyModels.tokenizer(), listener)
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

  private long stepsTaken(String name) throws IOException {
    return MetricsLog.read(folder.resolve(name).resolve("metrics.jsonl")).getLast().step();
  }

  @Test
  void trainingTakesAsManyStepsAsTheJudgesButNoFewerEpochs() throws IOException {
    measure("epochs", TinyModels.sentences(100), 1);
    measure("steps", TinyModels.sentences(100), 40);
    long batches = stepsTaken("epochs") / 4;
    assertThat(batches).isBetween(5L, 6L); // of 16, of about 95 sentences
    assertThat(stepsTaken("steps")).isBetween(40L, 40 + batches - 1);
    assertThat(messages).noneMatch(message -> message.contains("going on"));
  }

  @Test
  void tooFewSamplesAreRefused() {
    assertThatThrownBy(() -> measure("one", List.of("a b"))).isInstanceOf(InputException.class);
  }
}
