package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs of a model so small that it trains in a second. */
public final class SmallRun {
  public static final Path HOME = Installation.find().home();

  /** What makes the default recipe small. */
  static final List<String> SETTINGS =
      List.of(
          "model.latent=4",
          "model.encoder.embedding=8",
          "model.encoder.hidden=8",
          "model.decoder.embedding=8",
          "model.decoder.hidden=8",
          "tokens.vocabulary=300",
          "train.precision=float32",
          "train.threads=1",
          "train.epochs=1");

  private SmallRun() {}

  /** A corpus of 400 lines in {@code folder}. */
  public static Path corpus(Path folder) throws IOException {
    String lines =
        IntStream.range(0, 400)
            .mapToObj(i -> "the %s sees sea %d".formatted(i % 2 == 0 ? "cat" : "dog", i % 7))
            .collect(Collectors.joining("\n", "", "\n"));
    return Files.writeString(folder.resolve("animals.txt"), lines);
  }

  /** A corpus of 400 lines in {@code folder}, of two labels in the first column. */
  public static Path weather(Path folder) throws IOException {
    String lines =
        IntStream.range(0, 400)
            .mapToObj(
                i ->
                    i % 2 == 0
                        ? "fair\tthe sun sees sea %d".formatted(i % 7)
                        : "foul\tthe rain hides land %d".formatted(i % 7))
            .collect(Collectors.joining("\n", "", "\n"));
    return Files.writeString(folder.resolve("weather.tsv"), lines);
  }

  /** The verb {@code train} on {@code corpus}, with more arguments after its settings. */
  static CommandLineRun train(Path corpus, Path run, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", "--data", corpus.toString()));
    arguments.addAll(List.of("--out", run.toString(), "--set"));
    arguments.addAll(SETTINGS);
    arguments.addAll(List.of(more));
    return CommandLineRun.of(HOME, arguments.toArray(String[]::new));
  }

  /** A finished run in {@code folder}. */
  public static Path finished(Path folder) throws IOException {
    return finished(folder, "run", corpus(folder));
  }

  /** The finished run {@code name} on {@code corpus} in {@code folder}, with more settings. */
  public static Path finished(Path folder, String name, Path corpus, String... settings) {
    Path run = folder.resolve(name);
    CommandLineRun trained = train(corpus, run, settings);
    assertThat(trained.status()).as(trained.err()).isZero();
    return run;
  }
}
