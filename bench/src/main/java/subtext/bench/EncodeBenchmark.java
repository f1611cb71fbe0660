package subtext.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import subtext.store.TemporaryFolder;

/** Encoders in turn, in one process a round. */
final class EncodeBenchmark {
  private final Settings settings;
  private final Consumer<String> progress;

  EncodeBenchmark(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  EncodeReport run() throws IOException {
    settings.requireOnly(EncodeRun.KEYS);
    Workload workload = settings.workload(Workload.PTB);
    try (TemporaryFolder folder = TemporaryFolder.make("subtext-bench")) {
      Job job = new Job(workload, folder.path(), /* warmup= */ 0, settings);
      Prepared facts = Children.command(Child.Task.FACTS, job).run(Prepared.class);
      List<EncodeRun> runs = new ArrayList<>();
      for (int round = 1; round <= settings.rounds(); round++) {
        EncodeRun run = Children.command(Child.Task.ENCODE, job).run(EncodeRun.class);
        runs.add(run);
        for (EncodeRun.Speed speed : run.speeds()) {
          progress.accept(
              "round %d of %d, %s: %.0f sentences/s together, %.0f alone"
                  .formatted(
                      round, settings.rounds(), speed.name(), speed.together(), speed.alone()));
        }
      }
      return EncodeReport.of(settings, workload, MachineFacts.of(facts, null), List.copyOf(runs));
    }
  }
}
