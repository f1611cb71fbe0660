package subtext.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import subtext.error.InputException;
import subtext.store.TemporaryFolder;
import subtext.tensor.Device;
import subtext.tensor.Precision;

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
    List<String> wanted = EncodeRun.KEYS.stream().filter(settings::wants).toList();
    if (!Precision.BFLOAT16.isSuitedTo(Device.CPU)
        && wanted.stream().anyMatch(key -> key.endsWith(EncodeRun.BFLOAT16))) {
      if (wanted.stream().allMatch(key -> key.endsWith(EncodeRun.BFLOAT16))) {
        throw new InputException("nothing is left to measure: " + Benchmark.NO_BFLOAT16);
      }
      progress.accept(Benchmark.NO_BFLOAT16);
    }
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
