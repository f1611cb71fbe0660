package subtext.bench;

import static java.util.Objects.requireNonNull;

import java.util.List;
import subtext.tensor.Precision;

/**
 * The figures of one variant.
 *
 * @param gemmShare median GFLOP/s over the median rate of a matrix product in that precision
 * @param stepMegabytes what the steps needed beyond what was there before them
 * @param ratio tokens a second of the first row, over this one's
 * @param loss of the first measured step of the first run, in nats a sentence; 0 where nothing is
 *     learnt
 * @param runs tokens a second of each round
 */
public record Row(
    String key,
    String name,
    Precision precision,
    Summary tokensPerSecond,
    Summary sentencesPerSecond,
    Summary gflops,
    double gemmShare,
    Summary stepMegabytes,
    double ratio,
    double loss,
    List<Double> runs) {

  static Row of(
      Variant variant, List<Measurement> runs, Rounds.Results results, Kind kind, Workload sizes) {
    Summary rate = Summary.of(runs, Measurement::tokensPerSecond);
    Summary gflops = Summary.of(runs, run -> kind.gigaflop(sizes, run) / run.seconds());
    return new Row(
        variant.key(),
        variant.name(),
        variant.precision(),
        rate,
        Summary.of(runs, Measurement::sentencesPerSecond),
        gflops,
        gflops.median() / requireNonNull(results.gemm(variant.precision())).median(),
        Summary.of(runs, Measurement::stepMegabytes),
        results.firstRate() / rate.median(),
        runs.getFirst().loss(),
        runs.stream().map(Measurement::tokensPerSecond).toList());
  }
}
