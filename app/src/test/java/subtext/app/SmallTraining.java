package subtext.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import subtext.store.Checkpoints;
import subtext.store.MetricsLog;
import subtext.store.RunFolder;

/** The command line {@code train} in processes of its own, with a model that takes seconds. */
final class SmallTraining {
  /** 4 epochs of 150 steps, one of pretraining; 60 checkpoints and more. */
  private static final List<String> SETTINGS =
      List.of(
          "tokens={kind: whitespace}",
          "model={latent: 4, encoder: {kind: gru, embedding: 32, hidden: 32}}",
          "model.decoder={kind: gru, embedding: 32, hidden: 32, wordDropout: 0.3}",
          "objective={pretrainEpochs: 1, schedule: {kind: linear, warmupEpochs: 1}}",
          "sampling.prior=standard",
          "data={validShare: 0.03, testShare: 0.03}",
          "train={epochs: 4, batch: 8, threads: 1, checkpointSteps: 10, logSteps: 7, iwaeSamples:"
              + " 1}",
          "train.optimizer={kind: adam, learningRate: 0.003}");

  private SmallTraining() {}

  /** Sentences of 2 to 8 of 1,000 words. */
  static Path corpus(Path file, int sentences) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < sentences; i++) {
        writer.write(sentence(random));
        writer.newLine();
      }
    }
    return file;
  }

  private static String sentence(SplittableRandom random) {
    StringBuilder words = new StringBuilder("word");
    for (int rest = random.nextInt(1, 8); rest > 0; rest--) {
      words.append(" word").append(random.nextInt(1000));
    }
    return words.toString();
  }

  /** The arguments of a new run. */
  static List<String> begin(Path corpus, Path run) {
    List<String> arguments = new ArrayList<>(List.of("train", "--data", corpus.toString()));
    arguments.addAll(List.of("--out", run.toString(), "--set"));
    arguments.addAll(SETTINGS);
    return arguments;
  }

  static List<String> resume(Path run) {
    return List.of("train", "--resume", run.toString());
  }

  /** A process of the command line, which writes what it says to {@code said}. */
  static Process start(Path said, List<String> arguments) throws IOException {
    return new ProcessBuilder(command("-Xmx256m", arguments))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
        .start();
  }

  /** How a shell starts it. */
  static List<String> command(String heap, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", heap));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dsubtext.home=" + Installation.find().home());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /** Step of the newest checkpoint, 0 if there is none. */
  static long newest(Path run) {
    List<Long> steps = new Checkpoints(new RunFolder(run).checkpoints(), 2).steps();
    return steps.isEmpty() ? 0 : steps.getLast();
  }

  /**
   * What a run has to show: its rows, times and rates aside, and hashes of its last checkpoint and
   * of its model's weights, where it has published one.
   */
  static Map<String, Object> results(Path folder) throws IOException {
    RunFolder run = new RunFolder(folder);
    Path checkpoint = run.checkpoints().resolve("step-%09d".formatted(newest(folder)));
    Map<String, Object> results = new TreeMap<>();
    for (Path file :
        List.of(
            checkpoint.resolve("tensors.safetensors"),
            checkpoint.resolve("state.json"),
            run.model().resolve("model.safetensors"),
            run.samples())) {
      if (Files.exists(file)) {
        results.put(run.path().relativize(file).toString(), sha256(file));
      }
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (MetricsLog.Row row : MetricsLog.read(run.metrics())) {
      Map<String, @Nullable Object> values = new TreeMap<>(row.values());
      values.remove("tokens_per_second");
      values.put("step", row.step());
      rows.add(values);
    }
    results.put("metrics", rows);
    return results;
  }

  private static String sha256(Path file) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(hash);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
