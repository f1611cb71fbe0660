package subtext.serve;

import io.javalin.Javalin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import subtext.error.InputException;

/** Models over HTTP. Many threads may ask; each model has one that computes. */
public final class Server implements AutoCloseable {
  private static final Duration LOOK_AT_FOLDERS = Duration.ofSeconds(2);
  private static final Duration LOOK_AT_CONNECTIONS = Duration.ofMillis(500);

  private final Service service;
  private final Traffic traffic;
  private final List<Route> routes;
  private final Javalin javalin;
  private final List<Repeated> watches = new ArrayList<>();

  private Server(Service service) {
    this.service = service;
    this.traffic = new Traffic(service);
    this.routes = Routes.of(service);
    this.javalin = new Listener(service, traffic).create(routes);
  }

  /**
   * Loads models, and answers requests from now on.
   *
   * @param models folders of models or runs
   * @throws InputException if there is no model in one of them, or the port is taken
   * @throws subtext.error.CorruptFileException if one is damaged
   */
  public static Server start(Settings settings, List<Path> models) {
    Meters meters = new Meters();
    Shelf shelf = new Shelf(models, settings, meters::computed);
    shelf.all().forEach(meters::watch);
    RequestArrival arrivals = new RequestArrival(settings.arrival());
    Server server = new Server(new Service(settings, shelf, new Health(shelf), arrivals, meters));
    try {
      server.javalin.start();
    } catch (RuntimeException e) {
      server.close();
      throw new InputException(
          "--port %d: cannot listen on %s (%s); give another port"
              .formatted(settings.port(), settings.host(), root(e)),
          e);
    }
    server.watches.add(new Repeated("reload", LOOK_AT_FOLDERS, shelf::refresh));
    server.watches.add(new Repeated("arrivals", LOOK_AT_CONNECTIONS, arrivals::sweep));
    return server;
  }

  private static String root(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? String.valueOf(thrown.getMessage()) : root(cause);
  }

  /** Where it listens. */
  public URI address() {
    String host = service.settings().host();
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://%s:%s".formatted(name, javalin.port()));
  }

  List<Route> routes() {
    return routes;
  }

  /** Looks for models that have changed, as it does every two seconds. */
  void refresh() {
    service.shelf().refresh();
  }

  /**
   * Says that it may no longer be asked, answers what it was asked, and ends. New requests are told
   * to come again later.
   */
  @Override
  public void close() {
    service.health().drain();
    traffic.awaitQuiet();
    watches.forEach(Repeated::close);
    javalin.stop();
    service.shelf().close();
  }
}
