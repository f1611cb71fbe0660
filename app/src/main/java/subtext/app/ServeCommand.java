package subtext.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import subtext.serve.AccessToken;
import subtext.serve.Limits;
import subtext.serve.Server;
import subtext.serve.Settings;

@Command(
    name = "serve",
    description = "Answers over HTTP what the other verbs do, and shows models on a web page.",
    footer = {
      "",
      "Prints its address, then runs until it is told to end (Ctrl-C, SIGTERM): it answers what it",
      "was asked, and exits with status 0. A model that is trained anew is served anew.",
      "",
      "Examples:",
      "  subtext serve                                    the model that ships",
      "  subtext serve runs/mine runs/reviews --port 9000",
      "  subtext serve runs/mine --host 0.0.0.0 --token-file token.txt"
    })
final class ServeCommand implements Runnable {
  @ParentCommand private Subtext subtext;

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description =
          "Run folders, model folders, or names of them. A run may still be training. Default: the"
              + " model that ships.")
  private List<String> models = List.of();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on; beyond this machine only with --token-file. Default:"
              + " ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port to listen on; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds the token that requests must bear: Authorization: Bearer TOKEN.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "" + Limits.WAITING,
      description =
          "Requests that may wait for a model; more are refused (429). Default: ${DEFAULT-VALUE}.")
  private int queue;

  @Option(
      names = "--window",
      paramLabel = "MS",
      defaultValue = "" + Limits.WINDOW_MILLIS,
      description =
          "Milliseconds that a request waits for others to be computed with. Default:"
              + " ${DEFAULT-VALUE}.")
  private int window;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "" + Limits.BATCH,
      description = "Texts that are computed at once. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "" + Limits.THREADS,
      description =
          "Of the engine, for each model; large models gain by more. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--body-limit",
      paramLabel = "BYTES",
      defaultValue = "" + Settings.BODY,
      description = "Of a request; more is refused (413). Default: ${DEFAULT-VALUE}.")
  private int body;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "" + Settings.TIMEOUT_SECONDS,
      description = "Seconds until a request is given up (504). Default: ${DEFAULT-VALUE}.")
  private int timeout;

  @Override
  public void run() {
    Settings settings =
        new Settings(
            host,
            port,
            tokenFile == null ? null : AccessToken.read(tokenFile),
            new Limits(queue, batch, Duration.ofMillis(window), threads),
            body,
            Duration.ofSeconds(timeout),
            Settings.ARRIVAL,
            CacheFolder.maps());
    Server server = Server.start(settings, folders());
    Thread end = endWithProcess(server);
    try {
      subtext.streams().lineNow(server.address().toString());
    } catch (RuntimeException e) {
      Runtime.getRuntime().removeShutdownHook(end);
      server.close();
      throw e;
    }
    waitForEver();
  }

  private List<Path> folders() {
    Models known = new Models(subtext.installation(), Runs.FOLDER);
    return models.isEmpty() ? List.of(known.shipped()) : models.stream().map(known::find).toList();
  }

  /** Whoever ends the process by a signal gets the exit status of a server that ended well. */
  private static Thread endWithProcess(Server server) {
    Thread hook =
        new Thread(
            () -> {
              server.close();
              Runtime.getRuntime().halt(0);
            },
            "serve-end");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
