package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small runs of models that translate, answer and tell topics, good enough to be asked. */
public final class SmallTasks {
  private static final String[][] NUMBERS = {
    {"one", "eins"}, {"two", "zwei"}, {"three", "drei"}, {"four", "vier"}, {"five", "acht"}
  };

  private static final List<String> THINGS =
      List.of("river", "bridge", "tower", "castle", "museum", "harbour", "garden", "station");

  private SmallTasks() {}

  /** Translates numbers; {@code numbers.en} and {@code numbers.de} are left in {@code folder}. */
  public static Path translator(Path folder) throws IOException {
    List<String> english = new ArrayList<>();
    List<String> german = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      String[][] words = {NUMBERS[i % 5], NUMBERS[(i / 5) % 5], NUMBERS[(i / 25) % 5]};
      english.add(words[0][0] + " " + words[1][0] + " " + words[2][0]);
      german.add(words[0][1] + " " + words[1][1] + " " + words[2][1]);
    }
    Files.write(folder.resolve("numbers.en"), english);
    Path corpus = Files.write(folder.resolve("numbers.de"), german);
    return trained(
        "bible-modern",
        corpus,
        folder.resolve("translator"),
        "data.source=.en",
        "data.text=1",
        "tokens.kind=word",
        "tokens.minCount=1",
        "model.latent=2",
        "model.encoder.embedding=32",
        "model.encoder.hidden=32",
        "model.decoder.embedding=32",
        "model.decoder.hidden=32",
        "model.encoder.dropout=0",
        "model.decoder.inputDropout=0",
        "model.decoder.outputDropout=0",
        "model.decoder.wordDropout=0",
        "model.decoder.labelSmoothing=0",
        "objective.schedule.warmupEpochs=1",
        "train.optimizer.learningRate=0.01",
        "train.precision=float32",
        "train.epochs=16",
        "train.patience=0",
        "train.batch=16",
        "train.threads=1");
  }

  /**
   * Finds answers: the right sentence is the one that names what is asked for; {@code pairs.tsv} is
   * left in {@code folder}.
   */
  public static Path answers(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int q = 0; q < 64; q++) {
      String asked = THINGS.get(q % 8);
      String other = THINGS.get((q + 1 + q / 8 % 7) % 8);
      String question = "where is the %s %s ?".formatted(q < 32 ? "old" : "new", asked) + q;
      lines.add("%s\tthe %s is in the north\t1".formatted(question, asked));
      lines.add("%s\tthe %s is in the south\t0".formatted(question, other));
      lines.add("%s\tthe %s was built later\t0".formatted(question, other));
    }
    return trained(
        "wikiqa-nasm",
        Files.write(folder.resolve("pairs.tsv"), lines),
        folder.resolve("answers"),
        "data={source: 1, text: 2, label: 3, together: source, validShare: 0.2}",
        "tokens={kind: word, minCount: 1, maxLength: 20}",
        "model={latent: 2, encoder: {kind: gru, embedding: 8, hidden: 8}}",
        "train={epochs: 6, batch: 16, threads: 1, patience: 0}",
        "train.optimizer.learningRate=0.02");
  }

  private static Path trained(String recipe, Path corpus, Path run, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("train", recipe, "--data"));
    arguments.addAll(List.of(corpus.toString(), "--out", run.toString(), "--set"));
    arguments.addAll(Arrays.asList(settings));
    CommandLineRun trained = CommandLineRun.of(SmallRun.HOME, arguments.toArray(String[]::new));
    assertThat(trained.status()).as(trained.err()).isZero();
    return run;
  }
}
