package subtext.bench;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import subtext.tensor.Precision;

class TableTest {
  private static final Variant OURS =
      new Variant("ours", "subtext", Precision.BFLOAT16, TableTest::never);
  private static final Variant PEER =
      new Variant("peer", "peer", Precision.FLOAT32, TableTest::never);

  private static Measurement never() {
    throw new AssertionError("nothing is to be measured");
  }

  private static Measurement run(long tokens) {
    return new Measurement(tokens, tokens / 10, 2, 5, 300_000_000, 100_000_000, 140.5);
  }

  private static Report report(GemmRates gemm, Variant ours) {
    SequencedMap<Variant, List<Measurement>> runs = new LinkedHashMap<>();
    runs.put(ours, List.of(run(30_000), run(10_000), run(20_000)));
    runs.put(PEER, List.of(run(5_000), run(4_000), run(6_000)));
    Rounds.Results results = new Rounds.Results(runs, List.of(gemm));
    return new Report(
        "train",
        Workload.PTB,
        "random sentences",
        3,
        2,
        new MachineFacts("Some CPU", 2, 8000, "Linux", "25", "2.10.0", "AVX512", 2, "1.13.1"),
        "abc",
        requireNonNull(results.gemm(Precision.FLOAT32)),
        results.gemm(Precision.BFLOAT16),
        "threads 2",
        List.of("a note"),
        runs.entrySet().stream()
            .map(
                entry ->
                    Row.of(entry.getKey(), entry.getValue(), results, Kind.TRAIN, Workload.PTB))
            .toList());
  }

  @Test
  void rowsShowMediansRangesAndTheRatioOfTheFirstToThem() {
    assertThat(Table.lines(report(new GemmRates(200, 800.0), OURS)))
        .contains(
            "variant  tokens/s (min-max)  sentences/s  GFLOP/s  % of gemm  MB of steps  ratio",
            "subtext  10000 (5000-15000)         1000    218.7         27          200   1.00",
            "peer       2500 (2000-3000)          250     54.7         27          200   4.00",
            "gemm: float32 200 (200-200) GFLOP/s, bfloat16 800 (800-800) GFLOP/s",
            "peer at its best: threads 2",
            "a note");
  }

  @Test
  void aProcessorWithoutBfloat16HasRatesInFloat32Alone() {
    Variant ours = new Variant("ours", "subtext", Precision.FLOAT32, TableTest::never);
    assertThat(Table.lines(report(new GemmRates(200, null).best(new GemmRates(250, null)), ours)))
        .contains("gemm: float32 250 (250-250) GFLOP/s");
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(Summary.of(List.of(4.0, 1.0, 2.0, 9.0), value -> value))
        .isEqualTo(new Summary(3, 1, 9));
  }
}
