package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            new GradientSums(List.of(table, vector, number), ranks).take();
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
                new GradientSums(List.of(table), ranks).take();
                return column(table);
              }
            });
    assertThat(found).allSatisfy(values -> assertThat(values).isEqualTo(found.getFirst()));
  }
}
