package subtext.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.store.TemporaryFolder;
import subtext.tensor.Device;
import subtext.tensor.Precision;

/** Training from the same weights on the same batches in each precision and in PyTorch. */
final class CurvesBenchmark {
  private final Settings settings;
  private final Consumer<String> progress;
  private final Peer peer;

  CurvesBenchmark(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    peer = new Peer(settings.home(), Tuning.of(settings.home()));
  }

  /** A way to train. */
  enum Way {
    BFLOAT16("bfloat16", "subtext bfloat16"),
    FLOAT32("float32", "subtext float32"),
    PEER(Variants.PEER, "peer");

    private final String key;
    private final String title;

    Way(String key, String title) {
      this.key = key;
      this.title = title;
    }

    String key() {
      return key;
    }

    /** Whether this processor has instructions for it. */
    boolean isPossible() {
      return this != BFLOAT16 || Precision.BFLOAT16.isSuitedTo(Device.CPU);
    }

    String title() {
      return title;
    }

    /** Trains, and gives each point when it is reached. */
    private void follow(Job job, Peer peer, Consumer<CurvePoint> points) throws IOException {
      switch (this) {
        case BFLOAT16 -> ours(Child.Task.CURVE_BFLOAT16, job, points);
        case FLOAT32 -> ours(Child.Task.CURVE_FLOAT32, job, points);
        case PEER -> peer.curve(job, points);
      }
    }

    private static void ours(Child.Task task, Job job, Consumer<CurvePoint> points)
        throws IOException {
      Children.command(task, job).each(CurvePoint.class, points);
    }
  }

  CurvesReport run() throws IOException {
    List<Way> all = List.of(Way.values());
    settings.requireOnly(all.stream().map(Way::key).toList());
    List<Way> wanted = all.stream().filter(way -> settings.wants(way.key())).toList();
    List<Way> ways = wanted.stream().filter(Way::isPossible).toList();
    if (!ways.equals(wanted)) {
      progress.accept(Benchmark.NO_BFLOAT16);
    }
    if (ways.isEmpty()) {
      throw new InputException("nothing is left to measure: " + Benchmark.NO_BFLOAT16);
    }
    Peer.@Nullable Version version = ways.contains(Way.PEER) ? peer.version() : null;
    SequencedMap<Way, List<List<CurvePoint>>> curves = new LinkedHashMap<>();
    ways.forEach(way -> curves.put(way, new ArrayList<>()));
    try (TemporaryFolder folder = TemporaryFolder.make("subtext-bench")) {
      Job job = new Job(settings.workload(Workload.PTB), folder.path(), /* warmup= */ 0, settings);
      Prepared facts = Children.command(Child.Task.FACTS, job).run(Prepared.class);
      for (int round = 0; round < settings.rounds(); round++) {
        job = job.from(settings.seed() + round);
        int vocabulary =
            Children.command(Child.Task.PREPARE_CURVES, job).run(Prepared.class).vocabulary();
        job = job.with(job.workload().withVocabulary(vocabulary));
        for (Map.Entry<Way, List<List<CurvePoint>>> curve : curves.entrySet()) {
          curve.getValue().add(follow(curve.getKey(), job));
        }
      }
      return CurvesReport.of(settings, job.workload(), MachineFacts.of(facts, version), curves);
    }
  }

  private List<CurvePoint> follow(Way way, Job job) throws IOException {
    List<CurvePoint> points = new ArrayList<>();
    way.follow(
        job,
        peer,
        point -> {
          points.add(point);
          progress.accept(
              "seed %d, %s, epoch %d: -ELBO %.3f, KL %.3f, %.0f s"
                  .formatted(
                      job.settings().seed(),
                      way.title(),
                      point.epoch(),
                      point.nll(),
                      point.kl(),
                      point.seconds()));
        });
    return points;
  }
}
