package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of 8 rows of two equal numbers, a vector and a number, in three ranks. */
class GradientSumsTest {
  private static final int RANKS = 3;

  /** What is left of the gradients in a rank. */
  private record Sums(boolean rows, List<Double> table, List<Double> vector, boolean number) {}

  private static List<Double> numbers(@Nullable Tensor tensor) {
    double[] numbers = tensor == null ? new double[0] : tensor.toDoubles();
    return Arrays.stream(numbers).boxed().toList();
  }

  /** The first column of the gradient of {@code table}. */
  private static List<Double> column(Tensor table) {
    Tensor dense = new Gradient(table).dense();
    return numbers(dense == null ? null : dense.select(1, 0).contiguous());
  }

  /** Parameters that have collected what {@code lookUp} of the table, for each rank, says. */
  private static List<Sums> sums(long[][] lookUp, boolean dense) {
    return ThreadRanks.run(
        RANKS,
        ranks -> {
          try (Scope scope = Scope.open()) {
            Tensor table = Tensor.zeros(DType.F32, Device.CPU, 8, 2).requiresGrad();
            Tensor vector = Tensor.of(new float[] {1, 2, 3}, 3).requiresGrad();
            Tensor number = Tensor.zeros(DType.F32, Device.CPU).requiresGrad();
            long[] ids = lookUp[ranks.rank()];
            double factor = ranks.rank() + 1;
            if (ids.length > 0) {
              Tensor rows = Layers.rows(table, Tensor.of(ids, ids.length));
              Tensor loss = rows.sum().mul(factor).add(vector.sum().mul(factor));
              (dense ? loss.add(table.sum()) : loss).backward();
            }
            new GradientSums(List.of(table, vector, number), null, ranks).take();
            return new Sums(
                new Gradient(table).rows() != null,
                column(table),
                numbers(vector.gradient()),
                number.gradient() != null);
          }
        });
  }

  @Test
  void rowsOfATableAddUpAndStayRows() {
    long before = Scope.liveTensors();
    assertThat(sums(new long[][] {{5}, {1, 5, 5}, {}}, false))
        .allSatisfy(
            sums -> {
              assertThat(sums.rows).isTrue();
              assertThat(sums.table).containsExactly(0.0, 2.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.0);
              assertThat(sums.vector).containsExactly(3.0, 3.0, 3.0);
              assertThat(sums.number).as("what no rank has a gradient of").isFalse();
            });
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  @Test
  void moreThanHalfOfTheRowsAreATable() {
    assertThat(sums(new long[][] {{0, 1}, {0, 1}, {7}}, false))
        .allSatisfy(
            sums -> {
              assertThat(sums.rows).isFalse();
              assertThat(sums.table).containsExactly(3.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0);
              assertThat(sums.vector).containsExactly(6.0, 6.0, 6.0);
            });
  }

  @Test
  void oneThatIsNotSparseIsATable() {
    assertThat(sums(new long[][] {{5}, {}, {}}, true))
        .allSatisfy(
            sums -> {
              assertThat(sums.rows).isFalse();
              assertThat(sums.table).containsExactly(1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 1.0, 1.0);
            });
  }

  /** Whether a table's gradient was on its way when the pass had ended, and what came of it. */
  private record Early(boolean sent, List<Double> table, List<Double> input) {}

  /**
   * What some steps bring whose scores are by {@code table}.
   *
   * @param tied whether the table is looked up, too
   * @param idle ranks that have no part of it
   */
  private static List<Early> steps(Ranks ranks, boolean tied, Set<Integer> idle, int steps) {
    try (Scope scope = Scope.open()) {
      Tensor table = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2).mul(0.1).requiresGrad();
      Tensor bias = Tensor.zeros(DType.F32, Device.CPU, 4).requiresGrad();
      Tensor input = Tensor.of(new float[] {0.5f, -1}, 1, 2).requiresGrad();
      GradientSums sums = new GradientSums(List.of(table, bias, input), table, ranks);
      List<Early> found = new ArrayList<>();
      for (int step = 0; step < steps; step++) {
        double factor = ranks.rank() + step + 1;
        boolean sent =
            sums.during(
                () -> {
                  if (!idle.contains(ranks.rank())) {
                    Tensor rows = tied ? Layers.rows(table, Tensor.of(new long[] {1}, 1)) : input;
                    Tensor nats =
                        SoftmaxCrossEntropy.nats_N(
                            rows.add(input), table, bias, Tensor.of(new long[] {2}, 1));
                    Tensor more =
                        SoftmaxCrossEntropy.nats_N(
                            input, table, bias, Tensor.of(new long[] {0}, 1));
                    nats.add(more).sum().mul(factor).backward();
                  }
                  Tensor left = new Gradient(table).get();
                  return left == null || left.handle().is_sparse();
                });
        sums.take();
        found.add(new Early(sent, numbers(new Gradient(table).dense()), numbers(input.gradient())));
        List.of(table, bias, input).forEach(parameter -> new Gradient(parameter).clear());
      }
      return found;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTableOfScoresIsOnItsWayBeforeTheRestAndArrivesWhole(boolean tied) {
    List<Early> alone = steps(Ranks.SINGLE, tied, Set.of(), 1);
    long before = Scope.liveTensors();
    List<List<Early>> found = ThreadRanks.run(RANKS, ranks -> steps(ranks, tied, Set.of(1), 3));
    for (int step = 0; step < 3; step++) {
      double factor = (1 + step) + (3 + step); // ranks 0 and 2
      for (List<Early> rank : found) {
        Early early = rank.get(step);
        assertThat(early).isEqualTo(found.getFirst().get(step));
        assertThat(early.sent).isTrue();
        assertProportional(early.table, alone.getFirst().table, factor);
        assertProportional(early.input, alone.getFirst().input, factor);
      }
    }
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  @Test
  void aTableOfScoresThatNoRankHasAGradientOfHasNoneAfterwards() {
    assertThat(ThreadRanks.run(RANKS, ranks -> steps(ranks, false, Set.of(0, 1, 2), 1)))
        .allSatisfy(
            steps -> assertThat(steps).containsExactly(new Early(true, List.of(), List.of())));
  }

  private static void assertProportional(List<Double> found, List<Double> to, double factor) {
    assertThat(to).isNotEmpty().allMatch(value -> value != 0);
    for (int i = 0; i < to.size(); i++) {
      assertThat(found.get(i)).isCloseTo(to.get(i) * factor, within(1e-5));
    }
    assertThat(found).hasSameSizeAs(to);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.2, 0.3", "1e8, 1, -1e8"})
  void allRanksHaveTheSameBits(float first, float second, float third) {
    float[] factors = {first, second, third};
    List<List<Double>> found =
        ThreadRanks.run(
            RANKS,
            ranks -> {
              try (Scope scope = Scope.open()) {
                Tensor table = Tensor.zeros(DType.F32, Device.CPU, 8, 2).requiresGrad();
                Layers.rows(table, Tensor.of(new long[] {3}, 1))
                    .sum()
                    .mul(factors[ranks.rank()])
                    .backward();
                new GradientSums(List.of(table), null, ranks).take();
                return column(table);
              }
            });
    assertThat(found).allSatisfy(values -> assertThat(values).isEqualTo(found.getFirst()));
  }
}
