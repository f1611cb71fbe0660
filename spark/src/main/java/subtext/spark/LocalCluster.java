package subtext.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A standalone cluster of Spark on this machine's loopback address: a master, and a worker for each
 * executor, which know each other by a secret that nobody else has. Closing it ends them all; so
 * does the end of this process, in whatever way, and then the folder is deleted, too.
 */
final class LocalCluster implements AutoCloseable {
  static final String LOOPBACK = "127.0.0.1";

  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern WORKER =
      Pattern.compile("Successfully registered with master (spark://\\S+)");
  private static final int SECRET_BYTES = 32;

  private final SparkHome home;
  private final Size size;
  private final Path folder;
  private final List<Daemon> daemons = new ArrayList<>();
  private final String master;

  /**
   * How large a cluster is.
   *
   * @param executors each with a worker of its own
   * @param cores of each
   * @param memory heap of each, as Java writes it: {@code 1g}
   */
  record Size(int executors, int cores, String memory) {}

  private LocalCluster(SparkHome home, Size size, Path folder) {
    this.home = home;
    this.size = size;
    this.folder = folder;
    write(configuration().resolve("log4j2.properties"), resource("log4j2.properties"));
    write(properties(), new byte[0]);
    protect(properties());
    write(properties(), settings().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    try {
      master = startMaster();
      startWorkers();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts one.
   *
   * @param folder for its logs, its configuration and what its executors write
   */
  static LocalCluster start(SparkHome home, Size size, Path folder) {
    try {
      Files.createDirectories(folder.resolve("conf"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    return new LocalCluster(home, size, folder.toAbsolutePath());
  }

  private String startMaster() {
    Daemon daemon =
        daemon(
            "master",
            "org.apache.spark.deploy.master.Master",
            List.of("--host", LOOPBACK, "--port", "0", "--webui-port", "0"),
            "-D%s=%s".formatted(Tether.FOLDER, folder));
    return daemon.says(MASTER);
  }

  private void startWorkers() {
    List<Daemon> workers = new ArrayList<>();
    for (int worker = 0; worker < size.executors; worker++) {
      List<String> arguments = new ArrayList<>(List.of("--host", LOOPBACK, "--webui-port", "0"));
      arguments.addAll(List.of("--cores", Integer.toString(size.cores)));
      arguments.addAll(List.of("--memory", size.memory));
      arguments.addAll(List.of("--work-dir", folder.resolve("work-" + worker).toString()));
      arguments.add(master);
      workers.add(daemon("worker-" + worker, "org.apache.spark.deploy.worker.Worker", arguments));
    }
    workers.forEach(worker -> worker.says(WORKER));
  }

  private Daemon daemon(String name, String main, List<String> arguments, String... options) {
    List<String> command = home.java(configuration(), "512m", main, options);
    command.addAll(List.of("--properties-file", properties().toString()));
    command.addAll(arguments);
    Daemon daemon = Daemon.start(command, environment(), folder.resolve(name + ".log"));
    daemons.add(daemon);
    return daemon;
  }

  /**
   * The process of the driver of an application, its output not yet redirected. It ends when its
   * standard input does.
   *
   * @param settings of Spark, besides those of the cluster; the driver's heap is one, 1g where
   *     {@code spark.driver.memory} does not say otherwise
   */
  ProcessBuilder submission(String application, Map<String, String> settings, List<String> words) {
    List<String> command =
        home.java(
            configuration(),
            settings.getOrDefault("spark.driver.memory", "1g"),
            "org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", master, "--deploy-mode", "client"));
    command.addAll(List.of("--properties-file", properties().toString()));
    new TreeMap<>(settings)
        .forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
    command.addAll(List.of("--class", application, home.application().toString()));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment());
    return builder;
  }

  /** The processes of the executors that are running. */
  List<ProcessHandle> executors() {
    return daemons.stream()
        .flatMap(daemon -> daemon.handle().descendants())
        .filter(
            process ->
                process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
        .toList();
  }

  private Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME",
        home.path().toAbsolutePath().toString(),
        "SPARK_CONF_DIR",
        configuration().toString(),
        "SPARK_LOCAL_DIRS",
        folder.resolve("local").toString(),
        "SPARK_LOCAL_IP",
        LOOPBACK,
        // Which Spark would read off the names of folders that only its own build has.
        "SPARK_SCALA_VERSION",
        "2.13",
        "JAVA_HOME",
        System.getProperty("java.home"));
  }

  private String settings() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Properties settings = new Properties();
    settings.setProperty("spark.authenticate", "true");
    settings.setProperty("spark.authenticate.secret", HexFormat.of().formatHex(secret));
    settings.setProperty("spark.network.crypto.enabled", "true");
    settings.setProperty("spark.ui.enabled", "false");
    settings.setProperty("spark.driver.host", LOOPBACK);
    settings.setProperty("spark.driver.bindAddress", LOOPBACK);
    settings.setProperty("spark.cores.max", Integer.toString(size.executors * size.cores));
    settings.setProperty("spark.executor.cores", Integer.toString(size.cores));
    settings.setProperty("spark.executor.memory", size.memory);
    StringBuilder text = new StringBuilder();
    new TreeMap<>(settings)
        .forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }

  private Path configuration() {
    return folder.resolve("conf");
  }

  private Path properties() {
    return configuration().resolve("spark-defaults.conf");
  }

  private static byte[] resource(String name) {
    try (InputStream in = Objects.requireNonNull(LocalCluster.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Nobody else may read the secret. */
  private static void protect(Path file) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot protect " + file, e);
    }
  }

  /** Ends the workers, with their executors, and then the master; the folder stays. */
  @Override
  public void close() {
    daemons.reversed().parallelStream().forEach(Daemon::close);
  }

  /** Deletes a folder with all that is in it, if there is one. */
  static void deleteIfThere(Path folder) {
    if (Files.exists(folder)) {
      delete(folder);
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
