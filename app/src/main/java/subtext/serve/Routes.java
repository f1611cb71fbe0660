package subtext.serve;

import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;

/** All routes of the server, in the order in which openapi.json lists them. */
final class Routes {
  private Routes() {}

  static List<Route> of(Service service) {
    Shelf shelf = service.shelf();
    Health health = service.health();
    List<Route> routes = new ArrayList<>();
    Verbs.ALL.forEach(verb -> routes.add(Route.of(verb, service)));
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
    routes.add(
        Route.get(
            "/health/live", "Whether the server lives.", Health.Readiness.class, health::live));
    routes.add(
        Route.get(
            "/health/ready", "Whether it may be asked.", Health.Readiness.class, health::ready));
    Handler explorer = new Explorer();
    routes.add(Route.get("/", "The page.", null, explorer));
    routes.add(Route.get("/explorer/<path>", "What the page is made of.", null, explorer));
    return List.copyOf(routes);
  }
}
