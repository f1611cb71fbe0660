package subtext.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Starts {@link Child} with this process's Java and class path. */
final class Children {
  private Children() {}

  /**
   * The process of {@code task}.
   *
   * @param options more of Java's own
   */
  static Command command(Child.Task task, Job job, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC"));
    words.addAll(List.of(options));
    words.addAll(
        List.of(Child.class.getName(), task.name(), JsonMapper.shared().writeValueAsString(job)));
    return Command.of(words.toArray(String[]::new));
  }

  static Measurement measure(Child.Task task, Job job) throws IOException {
    return command(task, job).run(Measurement.class);
  }

  /**
   * The best that the machine can do: what the launcher sets for training leaves float32 products
   * to one thread.
   */
  static GemmRates gemm(Job job, Tuning tuning) throws IOException {
    Command command = command(Child.Task.GEMM, job);
    GemmRates free = command.without(tuning).with(tuning.withoutThreads()).run(GemmRates.class);
    return command.run(GemmRates.class).best(free);
  }
}
