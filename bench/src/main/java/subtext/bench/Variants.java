package subtext.bench;

import static subtext.tensor.Precision.BFLOAT16;
import static subtext.tensor.Precision.FLOAT32;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The variants of each kind, on one job. */
final class Variants {
  static final String PEER = "peer";
  private static final double SHARE_OF_A_TRIAL = 0.2;

  private final Job job;
  private final Tuning tuning;
  private final Peer peer;
  private final Consumer<String> progress;
  private Peer.@Nullable Settings best;

  Variants(Job job, Tuning tuning, Peer peer, Consumer<String> progress) {
    this.job = job;
    this.tuning = tuning;
    this.peer = peer;
    this.progress = progress;
  }

  List<Variant> train() {
    return List.of(
        new Variant(
            "bfloat16", "subtext bfloat16", BFLOAT16, () -> ours(Child.Task.TRAIN_BFLOAT16)),
        new Variant("float32", "subtext float32", FLOAT32, () -> ours(Child.Task.TRAIN_FLOAT32)),
        new Variant("naive", "naive float32, tuned", FLOAT32, () -> ours(Child.Task.TRAIN_NAIVE)),
        new Variant(
            "naive-as-is",
            "naive float32, as it comes",
            FLOAT32,
            () ->
                Children.command(Child.Task.TRAIN_NAIVE, job)
                    .without(tuning)
                    .run(Measurement.class)),
        new Variant(PEER, "peer as run", FLOAT32, () -> peer.train(job, Peer.Settings.AS_RUN)),
        new Variant(
            PEER + "-best", "peer at its best", FLOAT32, () -> peer.train(job, best(peer::train))));
  }

  List<Variant> memory() {
    return train().stream()
        .filter(variant -> List.of("bfloat16", "float32", "naive").contains(variant.key()))
        .toList();
  }

  List<Variant> generate() {
    return List.of(
        new Variant(
            "batch",
            "subtext, %d at a time".formatted(Job.SIDE_BY_SIDE),
            FLOAT32,
            () -> ours(Child.Task.WRITE_SIDE_BY_SIDE)),
        new Variant(
            "batch-bfloat16",
            "subtext bfloat16, %d at a time".formatted(Job.SIDE_BY_SIDE),
            BFLOAT16,
            () -> ours(Child.Task.WRITE_SIDE_BY_SIDE_BFLOAT16)),
        new Variant(
            "single", "subtext, one at a time", FLOAT32, () -> ours(Child.Task.WRITE_ONE_BY_ONE)),
        new Variant(PEER, "peer as run", FLOAT32, () -> peer.generate(job, Peer.Settings.AS_RUN)),
        new Variant(
            PEER + "-best",
            "peer at its best",
            FLOAT32,
            () -> peer.generate(job, best(peer::generate))));
  }

  private Measurement ours(Child.Task task) throws IOException {
    return Children.measure(task, job);
  }

  /** What the peer can be made to do with a job. */
  private interface PeerWork {
    Measurement run(Job job, Peer.Settings settings) throws IOException;
  }

  /** Found by short trials, once. */
  private Peer.Settings best(PeerWork work) throws IOException {
    if (best == null) {
      Job trial = job.briefly(SHARE_OF_A_TRIAL);
      best = peer.best(settings -> work.run(trial, settings), progress);
    }
    return best;
  }

  /** With which the peer ran at its best; null if it did not. */
  Peer.@Nullable Settings best() {
    return best;
  }
}
