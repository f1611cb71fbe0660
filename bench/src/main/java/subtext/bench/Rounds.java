package subtext.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import subtext.tensor.Precision;

/** Measures variants in turn, again and again. */
final class Rounds {
  private Rounds() {}

  /**
   * All measurements.
   *
   * @param runs of each variant, one a round
   * @param gemm of each round
   */
  record Results(SequencedMap<Variant, List<Measurement>> runs, List<GemmRates> gemm) {
    /** Null where the processor has no instructions for it. */
    @Nullable Summary gemm(Precision precision) {
      return GemmRates.of(gemm, precision);
    }

    /** Median tokens a second of the first variant. */
    double firstRate() {
      return Summary.of(runs.firstEntry().getValue(), Measurement::tokensPerSecond).median();
    }
  }

  /** How fast a matrix product is at the moment. */
  interface Gemm {
    GemmRates measure() throws IOException;
  }

  static Results run(List<Variant> variants, Gemm gemm, int rounds, Consumer<String> progress)
      throws IOException {
    SequencedMap<Variant, List<Measurement>> runs = new LinkedHashMap<>();
    List<GemmRates> rates = new ArrayList<>();
    variants.forEach(variant -> runs.put(variant, new ArrayList<>()));
    for (int round = 1; round <= rounds; round++) {
      rates.add(gemm.measure());
      for (Map.Entry<Variant, List<Measurement>> entry : runs.entrySet()) {
        Measurement measured = entry.getKey().run().measure();
        entry.getValue().add(measured);
        progress.accept(
            "round %d of %d, %s: %.0f tokens/s"
                .formatted(round, rounds, entry.getKey().name(), measured.tokensPerSecond()));
      }
    }
    return new Results(runs, rates);
  }
}
