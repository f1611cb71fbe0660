package subtext.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import subtext.data.DataFolders;
import subtext.recipe.Recipe;
import subtext.tensor.Noise;
import subtext.text.Line;
import subtext.train.Publisher;
import subtext.train.Training;
import subtext.train.TrainingListener;
import subtext.use.Model;

/**
 * Sentences of five to eight words, one of which, {@code gold} or {@code lead}, is all that their
 * label depends on: it stands anywhere among words that are drawn from ten.
 */
final class Planted {
  static final List<String> WORDS = List.of("gold", "lead");
  private static final List<String> LABELS = List.of("good", "bad");

  private Planted() {}

  static List<String> sentences(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(Planted::sentence).toList();
  }

  private static String sentence(int number) {
    int length = 5 + pick(number, 100, 4);
    int place = pick(number, 101, length);
    return String.join(
        " ",
        IntStream.range(0, length)
            .mapToObj(t -> t == place ? WORDS.get(number % 2) : "w" + pick(number, t, 10))
            .toList());
  }

  private static int pick(int number, int what, int choices) {
    return (int) (choices * new Noise(11, 0).uniform(Noise.Stream.PRIOR, 0, number, what));
  }

  /** The sentences with their labels. */
  static Stream<Line> lines(int count) {
    return IntStream.range(0, count).mapToObj(n -> new Line(n + 1, sentence(n), LABELS.get(n % 2)));
  }

  /** A model trained on {@code count} of them. */
  static Model trained(Path folder, int count, List<String> settings) {
    List<String> all = new ArrayList<>();
    all.add("tokens={kind: whitespace, minCount: 1}");
    all.add("data={text: 2, label: 1, validShare: 0.1, testShare: 0}");
    all.add("train={batch: 32, threads: 1, precision: float32}");
    all.addAll(settings);
    Path corpus = folder.resolve("planted.tsv");
    try {
      Files.write(corpus, lines(count).map(line -> line.label() + "\t" + line.text()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DataFolders folders = new DataFolders(corpus, null, corpus.resolveSibling("none"));
    try (Training training =
        Training.begin(
            Recipe.of(all), folders, folder.resolve("run"), null, TrainingListener.SILENT)) {
      training.train();
      new Publisher(training, TrainingListener.SILENT).publish(0).model();
    }
    return Model.load(folder.resolve("run"));
  }
}
