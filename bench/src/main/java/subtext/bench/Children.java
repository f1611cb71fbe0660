package subtext.bench;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** Starts {@link Child} with this process's Java and class path. */
final class Children {
  private Children() {}

  static Command command(Child.Task task, Job job) {
    return Command.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        Child.class.getName(),
        task.name(),
        JsonMapper.shared().writeValueAsString(job));
  }

  static Measurement measure(Child.Task task, Job job) throws IOException {
    return command(task, job).run(Measurement.class);
  }
}
