package subtext.serve;

import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;

/** All routes of the server, in the order in which openapi.json lists them. */
final class Routes {
  private static final Route.Query FROM =
      new Route.Query("from", "Byte of metrics.jsonl to go on at.", "integer", false);

  private Routes() {}

  static List<Route> of(Service service) {
    Shelf shelf = service.shelf();
    Health health = service.health();
    List<Route> routes = new ArrayList<>();
    for (Verb<?, ?> verb : Verbs.ALL) {
      Route route = Route.of(verb, service);
      boolean streams = verb.request() == GenerateVerb.Request.class;
      routes.add(streams ? route.or(200, "With stream: events.", Route.EVENTS, null) : route);
    }
    routes.add(
        Route.get(
            "/v1/models",
            "The models that are served.",
            ModelList.class,
            context -> Responses.json(context, ModelList.of(shelf))));
    routes.add(
        Route.get(
            "/v1/models/{id}",
            "A model.",
            ModelList.Entry.class,
            context ->
                Responses.json(context, ModelList.entry(shelf.find(context.pathParam("id"))))));
    addModelRoutes(routes, service);
    routes.add(
        Route.get(
            "/health/live", "Whether the server lives.", Health.Readiness.class, health::live));
    routes.add(
        Route.get(
                "/health/ready", "Whether it may be asked.", Health.Readiness.class, health::ready)
            .or(503, "It may not.", Route.JSON, Health.Readiness.class));
    routes.add(
        Route.get("/metrics", "Metrics for Prometheus.", service.meters()::scrape)
            .or(200, "Done.", "text/plain", null));
    Handler explorer = new Explorer();
    routes.add(Route.get("/", "The page.", explorer).or(200, "Done.", "text/html", null));
    Route files = Route.get("/explorer/<path>", "What the page is made of.", explorer);
    for (String type : Explorer.types()) {
      files = files.or(200, "Done.", type, null);
    }
    routes.add(files);
    boolean token = service.settings().token() != null;
    routes.add(
        Route.get(
                "/openapi.json",
                "This document.",
                context -> Responses.json(context, new OpenApi(routes, token).document()))
            .or(200, "Done.", Route.JSON, null));
    return List.copyOf(routes);
  }

  private static void addModelRoutes(List<Route> routes, Service service) {
    Shelf shelf = service.shelf();
    String model = "/v1/models/{id}";
    routes.add(
        Route.get(
            model + "/card",
            "What people should know of a model.",
            ModelCard.class,
            context -> Responses.json(context, ModelCard.of(shelf.find(context.pathParam("id"))))));
    MetricsRoutes metrics = new MetricsRoutes(service);
    routes.add(
        Route.get(
                model + "/metrics",
                "Rows of the metrics of the run.",
                RunMetrics.Rows.class,
                metrics::rows)
            .with(FROM));
    routes.add(
        Route.get(
                model + "/metrics/stream",
                "Server-sent events: row, as the run writes them, and state when it begins or"
                    + " ends.",
                metrics::stream)
            .or(200, "Done.", Route.EVENTS, null)
            .with(FROM));
    MapRoutes maps = new MapRoutes(service);
    Route.Query method = new Route.Query("method", "pca, the default, or umap.", "string", false);
    routes.add(
        Route.get(
                model + "/map",
                "The training sentences in two dimensions; 202 while the map is being made.",
                LatentMap.Answer.class,
                maps::map)
            .or(202, "The map is being made.", Route.JSON, MapRoutes.Progress.class)
            .with(method));
    routes.add(
        Route.get(
                model + "/map/decode",
                "What the model says at a place of the map.",
                MapRoutes.Decoded.class,
                maps::decode)
            .with(
                method,
                new Route.Query("x", "Across.", "number", true),
                new Route.Query("y", "Up.", "number", true)));
  }
}
