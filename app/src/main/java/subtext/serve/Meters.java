package subtext.serve;

import io.javalin.http.Context;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What Prometheus may ask: requests by route and status, queues, and how much is shared. */
final class Meters {
  private static final String NO_ROUTE = "none";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final DistributionSummary batches =
      DistributionSummary.builder("subtext.batch.requests")
          .description("Requests that were computed at once")
          .register(registry);

  /** Requests that were computed at once. */
  void computed(int requests) {
    batches.record(requests);
  }

  /** A request was answered after {@code taken}. */
  void answered(@Nullable String route, int status, Duration taken) {
    Timer.builder("subtext.requests")
        .description("Requests, and the time until they were answered")
        .tag("route", route == null ? NO_ROUTE : route)
        .tag("status", Integer.toString(status))
        .publishPercentiles(0.5, 0.99)
        .register(registry)
        .record(taken);
  }

  /** From now on tells how many requests wait for {@code model}. */
  void watch(ServedModel model) {
    Gauge.builder("subtext.queue", model, Meters::waiting)
        .description("Requests that wait for a model")
        .tag("model", model.id())
        .register(registry);
  }

  private static double waiting(ServedModel model) {
    Loaded loaded = model.current();
    return loaded == null ? 0 : loaded.queue().size();
  }

  void scrape(Context context) {
    context.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
  }
}
