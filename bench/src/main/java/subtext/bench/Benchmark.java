package subtext.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.store.TemporaryFolder;
import subtext.tensor.Device;
import subtext.tensor.Precision;

/** Runs a benchmark from the files that its variants share to the report. */
final class Benchmark {
  /** What is said where it is left out. */
  static final String NO_BFLOAT16 = "nothing in bfloat16: " + Precision.UNSUITED;

  private final Kind kind;
  private final Settings settings;
  private final Consumer<String> progress;
  private final Tuning tuning;
  private final Peer peer;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param progress takes a line for people, now and then
   */
  Benchmark(Kind kind, Settings settings, Consumer<String> progress) {
    this.kind = kind;
    this.settings = settings;
    this.progress = progress;
    tuning = Tuning.of(settings.home());
    peer = new Peer(settings.home(), tuning);
  }

  /**
   * Measures; takes rounds x variants x seconds and more.
   *
   * @throws InputException for a size or a variant that does not exist
   * @throws IOException where a child process fails
   */
  Report run() throws IOException {
    Workload asked = settings.workload(kind.workload());
    try (TemporaryFolder folder = TemporaryFolder.make("subtext-bench")) {
      return run(new Job(asked, folder.path(), kind.warmup(asked), settings));
    }
  }

  private Report run(Job asked) throws IOException {
    Variants variants = new Variants(asked, tuning, peer, progress);
    List<Variant> wanted = wanted(kind.variants(variants));
    Prepared prepared = Children.command(Child.Task.PREPARE, asked).run(Prepared.class);
    Job job = asked.with(asked.workload().withVocabulary(prepared.vocabulary()));
    variants = new Variants(job, tuning, peer, progress);
    Set<String> keys = wanted.stream().map(Variant::key).collect(Collectors.toSet());
    Peer.Version version = keys.stream().anyMatch(Benchmark::isPeer) ? peer() : null;
    List<Variant> possible =
        kind.variants(variants).stream()
            .filter(variant -> keys.contains(variant.key()))
            .filter(variant -> version != null || !isPeer(variant.key()))
            .filter(variant -> variant.precision().isSuitedTo(Device.CPU))
            .toList();
    if (wanted.stream().anyMatch(variant -> !variant.precision().isSuitedTo(Device.CPU))) {
      note(NO_BFLOAT16);
    }
    if (possible.isEmpty()) {
      throw new InputException("nothing is left to measure: " + String.join("; ", notes));
    }
    Rounds.Results results =
        Rounds.run(possible, () -> Children.gemm(job, tuning), settings.rounds(), progress);
    Peer.Settings best = variants.best();
    return new Report(
        kind.toString(),
        job.workload(),
        settings.text(),
        settings.rounds(),
        settings.seconds(),
        MachineFacts.of(prepared, version),
        MachineFacts.commit(settings.home()),
        requireNonNull(results.gemm(Precision.FLOAT32)),
        results.gemm(Precision.BFLOAT16),
        best == null ? null : best.toString(),
        notes,
        results.runs().entrySet().stream()
            .map(run -> Row.of(run.getKey(), run.getValue(), results, kind, job.workload()))
            .toList());
  }

  private List<Variant> wanted(List<Variant> all) {
    List<String> keys = all.stream().map(Variant::key).toList();
    settings.requireOnly(keys);
    return all.stream().filter(variant -> settings.wants(variant.key())).toList();
  }

  private static boolean isPeer(String key) {
    return key.startsWith(Variants.PEER);
  }

  /** The peer's version, or null and a note. */
  private Peer.@Nullable Version peer() {
    try {
      Peer.Version version = peer.version();
      if (!version.hasOpenBlas()) {
        note("the peer multiplies matrices with the slow reference BLAS; " + Peer.INSTALL);
      }
      return version;
    } catch (IOException e) {
      progress.accept(String.valueOf(e.getMessage()));
      note(
          "no PyTorch to compare with; " + Peer.INSTALL + ", or name a Python with SUBTEXT_PYTHON");
      return null;
    }
  }

  private void note(String text) {
    notes.add(text);
    progress.accept(text);
  }
}
