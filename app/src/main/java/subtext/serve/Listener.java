package subtext.serve;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/** How requests come in: the settings of Javalin, and of Jetty below it. */
final class Listener {
  private static final int WAITING_CONNECTIONS = 1024;
  private static final long STOP_MILLIS = 5000;

  /** What Jetty says of versions and codings that no client of this century sends. */
  private static final Set<Integer> UNREADABLE = Set.of(501, 505);

  private static final String ROUTE = "route";

  private final Service service;
  private final Traffic traffic;

  Listener(Service service, Traffic traffic) {
    this.service = service;
    this.traffic = traffic;
  }

  Javalin create(List<Route> routes) {
    return Javalin.create(
        config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.startup.startupWatcherEnabled = false;
          config.concurrency.useVirtualThreads = true;
          config.http.prefer405over404 = true;
          jetty(config);
          routes(config, routes);
        });
  }

  private void routes(JavalinConfig config, List<Route> routes) {
    Gate gate = new Gate(service.settings().token());
    config.routes.before(
        context -> {
          context.header("X-Content-Type-Options", "nosniff");
          context.header("Referrer-Policy", "no-referrer");
          traffic.enter(context);
          gate.check(context);
        });
    for (Route route : routes) {
      config.routes.addHttpHandler(
          switch (route.method()) {
            case GET -> HandlerType.GET;
            case POST -> HandlerType.POST;
          },
          route.path(),
          context -> {
            context.attribute(ROUTE, route.path());
            route.handler().handle(context);
          });
    }
    config.routes.after(
        context -> {
          service
              .meters()
              .answered(context.attribute(ROUTE), context.statusCode(), traffic.since(context));
          UnreadBody.discard(context);
        });
    config.routes.exception(
        HttpResponseException.class, (thrown, context) -> Responses.failure(context, thrown));
    config.routes.exception(
        Exception.class, (thrown, context) -> Responses.failure(context, thrown));
  }

  private void jetty(JavalinConfig config) {
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setSendDateHeader(true);
        });
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(STOP_MILLIS);
          server.setHandler(new GracefulHandler());
          server.setErrorHandler(Listener::malformed);
        });
    config.jetty.addConnector(this::connector);
  }

  private Connector connector(org.eclipse.jetty.server.Server server, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(service.settings().host());
    connector.setPort(service.settings().port());
    connector.setIdleTimeout(service.settings().arrival().toMillis());
    connector.setAcceptQueueSize(WAITING_CONNECTIONS);
    connector.addBean(service.arrivals());
    return connector;
  }

  /**
   * Answers what is no HTTP, what has a path that could lead elsewhere, and what comes too late.
   */
  private static boolean malformed(Request request, Response response, Callback callback) {
    boolean ending = response.getStatus() == Problem.Kind.UNAVAILABLE.status();
    Problem problem =
        ending
            ? new Problem(Problem.Kind.UNAVAILABLE, "the server is going down")
            : new Problem(Problem.Kind.MALFORMED, "this is no request that the server can read");
    if (ending) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Problem.RETRY_AFTER);
    }
    if (UNREADABLE.contains(response.getStatus())) {
      response.setStatus(problem.kind().status());
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, Json.MAPPER.writeValueAsString(problem.body()), callback);
    return true;
  }
}
