package subtext.bench;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one size.
 *
 * @param group what differs among its rows
 * @param ratio median tokens a second over that of the first row of the group
 * @param gemmShare median GFLOP/s over the median rate of a matrix product
 * @param megabytes resident set at the most; of the trainer from its start, else from before the
 *     first step
 * @param trainer null where steps alone were measured
 * @param runs tokens a second of each round
 */
public record ScaleRow(
    String group,
    int size,
    Summary tokensPerSecond,
    double ratio,
    double stepMilliseconds,
    Summary gflops,
    double gemmShare,
    Summary megabytes,
    @Nullable Trainer trainer,
    List<Double> runs) {

  /**
   * What the whole trainer did besides steps.
   *
   * @param sentences of the training split, of {@code tokens} together
   * @param tokenisingSeconds until the token caches were there
   * @param anonymousMegabytes resident at the end without the pages of mapped files
   */
  public record Trainer(
      long sentences, long tokens, Summary tokenisingSeconds, Summary anonymousMegabytes) {}

  /** What one process measured; {@code corpus} is null where steps alone were. */
  record Run(Measurement measurement, @Nullable CorpusRun corpus) {
    static Run of(Measurement steps) {
      return new Run(steps, null);
    }

    static Run of(CorpusRun corpus) {
      return new Run(corpus.training(), corpus);
    }
  }

  /**
   * The row of {@code point}.
   *
   * @param first tokens a second of the first row of the group; 0 if this is it
   * @param gemm GFLOP/s
   */
  static ScaleRow of(ScaleBenchmark.Point point, List<Run> runs, double first, double gemm) {
    List<Measurement> measured = runs.stream().map(Run::measurement).toList();
    Summary rate = Summary.of(measured, Measurement::tokensPerSecond);
    Summary gflops =
        Summary.of(measured, run -> Kind.SCALE.gigaflop(point.workload(), run) / run.seconds());
    List<CorpusRun> corpora = runs.stream().map(Run::corpus).flatMap(Stream::ofNullable).toList();
    return new ScaleRow(
        point.group().toString(),
        point.size(),
        rate,
        first == 0 ? 1 : rate.median() / first,
        Summary.of(measured, run -> 1e3 * run.seconds() / run.steps()).median(),
        gflops,
        gflops.median() / gemm,
        Summary.of(measured, run -> run.peakBytes() / 1e6),
        corpora.isEmpty() ? null : trainer(corpora),
        measured.stream().map(Measurement::tokensPerSecond).toList());
  }

  private static Trainer trainer(List<CorpusRun> runs) {
    return new Trainer(
        runs.getFirst().sentences(),
        runs.getFirst().tokens(),
        Summary.of(runs, CorpusRun::tokenisingSeconds),
        Summary.of(runs, run -> run.anonymousBytes() / 1e6));
  }

  List<String> cells() {
    return List.of(
        group + " " + size,
        Table.spread(tokensPerSecond),
        Table.number("%.2f", ratio),
        Table.number("%.1f", stepMilliseconds),
        Table.number("%.1f", gflops.median()),
        Table.number("%.0f", 100 * gemmShare),
        Table.number("%.0f", megabytes.median()),
        trainer == null ? "-" : Table.number("%.0f", trainer.anonymousMegabytes().median()),
        trainer == null ? "-" : Table.number("%.1f", trainer.tokenisingSeconds().median()));
  }
}
