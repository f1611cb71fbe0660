package subtext.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import subtext.error.InputException;

/**
 * A Spark to start and an application to submit to it.
 *
 * @param path has the folder {@code jars}, and needs no other
 * @param application the jar of this module
 */
record SparkHome(Path path, Path application) {
  SparkHome {
    if (!Files.isDirectory(path.resolve("jars")) || !Files.isRegularFile(application)) {
      throw new InputException(
          "%s and %s/jars are not both there; ./subtext-spark builds them"
              .formatted(application, path));
    }
  }

  /**
   * The command that runs {@code main} of Spark until it ends, or its standard input does; see
   * {@link Tether}. The installation of Subtext is that of this process.
   *
   * @param configuration folder in front of the class path
   * @param heap as Java writes it, {@code 1g} say
   * @param options of Java, besides
   */
  List<String> java(Path configuration, String heap, String main, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    String installation = System.getProperty("subtext.home");
    if (installation != null) {
      command.add("-Dsubtext.home=" + installation);
    }
    command.addAll(List.of(options));
    String jars = path.resolve("jars") + "/*";
    command.addAll(List.of("-Xmx" + heap, "-cp", configuration + ":" + jars + ":" + application));
    command.addAll(List.of(Tether.class.getName(), main));
    return command;
  }
}
