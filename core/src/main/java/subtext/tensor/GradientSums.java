package subtext.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The gradients of parameters, summed over processes. Of a table in which all processes together
 * have looked up no more than half as many rows as it has, those rows are exchanged, and not the
 * table.
 */
final class GradientSums {
  /** Whole numbers up to this are exact in float32, in which the numbers of rows travel. */
  private static final long EXACT = 1 << 24;

  private final List<Tensor> parameters;
  private final Ranks ranks;

  /**
   * @param parameters those that are trained, in the same order in all processes
   */
  GradientSums(List<Tensor> parameters, Ranks ranks) {
    this.parameters = parameters;
    this.ranks = ranks;
  }

  /**
   * Puts the sums in the place of the gradients, the same to the last bit in all processes. A
   * parameter has one afterwards where it had one in any process, so that all take the same step.
   */
  void take() {
    Autograd.withoutResult(
        () -> {
          List<Exchange> exchanges = exchanges();
          List<Tensor> given =
              exchanges.stream().flatMap(exchange -> exchange.given().stream()).toList();
          Iterator<Tensor> sums = ranks.sum(given).iterator();
          exchanges.forEach(exchange -> exchange.take(sums));
        });
  }

  /** What of a parameter's gradient is exchanged. */
  private sealed interface Exchange {
    /** What this process gives: tensors of the same shapes in all processes. */
    List<Tensor> given();

    /** Takes as many sums as tensors were given, and makes the gradient of them. */
    void take(Iterator<Tensor> sums);
  }

  private List<Exchange> exchanges() {
    double[] counts = ranks.sum(counts());
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Tensor parameter = parameters.get(i);
      double[] each = Arrays.copyOfRange(counts, i * ranks.size(), (i + 1) * ranks.size());
      long total = total(each, ranks.size());
      if (2 * total <= rowsOf(parameter) && rowsOf(parameter) <= EXACT && total > 0) {
        exchanges.add(new OfRows(parameter, total(each, ranks.rank()), total));
      } else if (total > 0) {
        exchanges.add(new Whole(parameter));
      } else {
        new Gradient(parameter).clear();
      }
    }
    return exchanges;
  }

  /**
   * How many rows of each parameter's gradient each process has, here those of this process: all of
   * them where the gradient is not sparse, 0 where there is none.
   */
  private double[] counts() {
    double[] counts = new double[parameters.size() * ranks.size()];
    for (int i = 0; i < parameters.size(); i++) {
      Tensor parameter = parameters.get(i);
      counts[i * ranks.size() + ranks.rank()] = new Gradient(parameter).rowCount(rowsOf(parameter));
    }
    return counts;
  }

  private static long rowsOf(Tensor parameter) {
    return parameter.shape().length == 0 ? 1 : parameter.shape()[0];
  }

  private static long total(double[] counts, int ranks) {
    return (long) Arrays.stream(counts, 0, ranks).sum();
  }

  /** Every number of the gradient. */
  private record Whole(Tensor parameter) implements Exchange {
    @Override
    public List<Tensor> given() {
      Tensor gradient = new Gradient(parameter).dense();
      return List.of(gradient != null ? gradient : zeros(parameter, parameter.shape()));
    }

    @Override
    public void take(Iterator<Tensor> sums) {
      new Gradient(parameter).set(sums.next());
    }
  }

  /**
   * The rows of all processes, one behind the other in the order of the processes.
   *
   * @param before rows of the processes before this one
   * @param total rows of all
   */
  private record OfRows(Tensor parameter, long before, long total) implements Exchange {
    @Override
    public List<Tensor> given() {
      long[] shape = parameter.shape();
      shape[0] = total;
      Tensor values = zeros(parameter, shape);
      Tensor numbers = zeros(parameter, total);
      Gradient.Rows own = new Gradient(parameter).rows();
      if (own != null) {
        long count = own.numbers().elements();
        values.narrow(0, before, count).copy_(own.values());
        numbers.narrow(0, before, count).copy_(own.numbers());
      }
      return List.of(values, numbers);
    }

    @Override
    public void take(Iterator<Tensor> sums) {
      Tensor values = sums.next();
      Tensor numbers = sums.next().to(DType.I64);
      new Gradient(parameter).set(new Gradient.Rows(numbers, values));
    }
  }

  private static Tensor zeros(Tensor parameter, long... shape) {
    return Tensor.zeros(parameter.dtype(), parameter.device(), shape);
  }
}
