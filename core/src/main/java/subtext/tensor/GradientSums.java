package subtext.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of parameters, summed over processes step by step.
 *
 * <p>Of a table in which all processes together have looked up no more than half as many rows as it
 * has, those rows are exchanged, and not the table. The sum of a table of scores begins while the
 * rest of the backward pass is computed (docs/scale.md has what that brings); a process that has
 * nothing of it, for its part of the batch is empty, sends zeros.
 */
public final class GradientSums {
  /** Whole numbers up to this are exact in float32, in which the numbers of rows travel. */
  private static final long EXACT = 1 << 24;

  private final Collection<Tensor> all;
  private final @Nullable Tensor scores;
  private final Ranks ranks;

  /** The sum of the table of scores in this step. */
  private @Nullable Early early;

  /**
   * A sum that is on its way.
   *
   * @param had whether this process had a gradient to give
   */
  private record Early(Ranks.Sums sums, boolean had) {}

  /**
   * @param parameters in the same order in all processes; those that are trained in a step are
   *     summed
   * @param scores the one of them that scores are products with, if nothing else uses it
   */
  public GradientSums(Collection<Tensor> parameters, @Nullable Tensor scores, Ranks ranks) {
    all = parameters;
    this.scores = scores;
    this.ranks = ranks;
  }

  /**
   * Runs the last pass forwards and back before {@link #take}, in the same scope as that, and
   * begins to sum what it completes early.
   */
  public <T> T during(Supplier<T> pass) {
    early = null;
    Tensor table = trainedScores();
    if (table == null || ranks.size() == 1) {
      return pass.get();
    }
    Scope step = Scope.innermost();
    return ScoreTable.watch(table, () -> begin(table, step), pass);
  }

  /** The table of scores, if it is trained in this step: the same in all processes. */
  private @Nullable Tensor trainedScores() {
    return scores != null && scores.requiresGradient() ? scores : null;
  }

  /** Sends the gradient of {@code table}. */
  private void begin(Tensor table, Scope step) {
    Gradient gradient = new Gradient(table);
    Tensor own = gradient.dense();
    gradient.clear();
    Tensor given = own != null ? own : zeros(table, table.shape());
    early = new Early(ranks.begin(List.of(given), step), own != null);
  }

  /**
   * Puts the sums in the place of the gradients, the same to the last bit in all processes. A
   * parameter has one afterwards where it had one in any process, so that all take the same step.
   */
  public void take() {
    if (ranks.size() > 1) {
      Autograd.withoutResult(this::takeSums);
    }
  }

  private void takeSums() {
    Tensor table = trainedScores();
    if (table != null && early == null) {
      begin(table, Scope.innermost());
    }
    Early sent = early;
    early = null;
    List<Tensor> parameters = all.stream().filter(Tensor::requiresGradient).toList();
    double[] counts = ranks.sum(counts(parameters, sent != null && sent.had));
    List<Exchange> exchanges = exchanges(parameters, counts);
    List<Tensor> given = exchanges.stream().flatMap(exchange -> exchange.given().stream()).toList();
    Iterator<Tensor> sums = ranks.sum(given).iterator();
    exchanges.forEach(exchange -> exchange.take(sums));
    if (table != null && sent != null) {
      Tensor sum = sent.sums.await().getFirst();
      if (counts[counts.length - 1] > 0) {
        new Gradient(table).add(() -> sum);
      }
    }
  }

  /** What of a parameter's gradient is exchanged. */
  private sealed interface Exchange {
    /** What this process gives: tensors of the same shapes in all processes. */
    List<Tensor> given();

    /** Takes as many sums as tensors were given, and makes the gradient of them. */
    void take(Iterator<Tensor> sums);
  }

  /** What is exchanged of each parameter, now that all processes have said what they have. */
  private List<Exchange> exchanges(List<Tensor> parameters, double[] counts) {
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
   * them where the gradient is not sparse, 0 where there is none. Behind them, how many processes
   * have given something to the sum that began early.
   */
  private double[] counts(List<Tensor> parameters, boolean gave) {
    double[] counts = new double[parameters.size() * ranks.size() + 1];
    for (int i = 0; i < parameters.size(); i++) {
      Tensor parameter = parameters.get(i);
      counts[i * ranks.size() + ranks.rank()] = new Gradient(parameter).rowCount(rowsOf(parameter));
    }
    counts[counts.length - 1] = gave ? 1 : 0;
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
