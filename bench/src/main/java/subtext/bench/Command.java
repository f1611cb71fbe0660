package subtext.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process that prints lines of JSON.
 *
 * @param environment its whole environment
 */
record Command(List<String> words, Map<String, String> environment) {
  private static final int TAIL = 2000;

  /** With the environment of this process. */
  static Command of(String... words) {
    return new Command(List.of(words), System.getenv());
  }

  /** This without the settings of {@code tuning}. */
  Command without(Tuning tuning) {
    Map<String, String> rest = new LinkedHashMap<>(environment);
    rest.keySet().removeAll(tuning.settings().keySet());
    return new Command(words, rest);
  }

  /** This with {@code settings} too. */
  Command with(Map<String, String> settings) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.putAll(settings);
    return new Command(words, more);
  }

  /** This with more arguments behind. */
  Command with(String... more) {
    return new Command(Stream.concat(words.stream(), Arrays.stream(more)).toList(), environment);
  }

  /**
   * Runs it, and reads its last line of output.
   *
   * @throws IOException where it cannot be started or fails, with the end of what it says
   */
  <T> T run(Class<T> type) throws IOException {
    List<String> lines = new ArrayList<>();
    each(lines::add);
    return JsonMapper.shared().readValue(lines.getLast(), type);
  }

  /**
   * Runs it, and reads every line of output when it comes.
   *
   * @throws IOException as {@link #run}
   */
  <T> void each(Class<T> type, Consumer<T> consumer) throws IOException {
    each(line -> consumer.accept(JsonMapper.shared().readValue(line, type)));
  }

  private void each(Consumer<String> line) throws IOException {
    Path errors = Files.createTempFile("subtext-bench", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectError(errors.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        BufferedReader output = process.inputReader();
        boolean silent = true;
        for (String said = output.readLine(); said != null; said = output.readLine()) {
          line.accept(said);
          silent = false;
        }
        int status = process.waitFor();
        if (status != 0 || silent) {
          throw new IOException(
              "%s ended with status %d: %s"
                  .formatted(String.join(" ", words), status, tail(Files.readString(errors))));
        }
      } finally {
        process.destroy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - TAIL)).strip();
  }
}
