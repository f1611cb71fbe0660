package subtext.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of parameters, summed over processes step by step.
 *
 * <p>Of a table in which all processes together have looked up no more than half as many rows as it
 * has, those rows are exchanged, and not the table. The largest table of scores ({@link
 * ScoreTables}) is on its way while the rest of the backward pass is computed; docs/scale.md has
 * what that brings. Which one it is the processes agree on in each step for the next: one that had
 * none of it in this step, for its part of the batch was empty, sends zeros.
 */
public final class GradientSums {
  /** Whole numbers up to this are exact in float32, in which the numbers of rows travel. */
  private static final long EXACT = 1 << 24;

  private final Collection<Tensor> all;
  private final Ranks ranks;

  /** What is summed early, in this step; the same in all processes. */
  private @Nullable Tensor early;

  /** Its sum, once that is on its way. */
  private Ranks.@Nullable Sums onItsWay;

  /** The largest table of scores of this process in this step. */
  private @Nullable Tensor largest;

  /**
   * @param parameters in the same order in all processes; those that are trained in a step are
   *     summed
   */
  public GradientSums(Collection<Tensor> parameters, Ranks ranks) {
    all = parameters;
    this.ranks = ranks;
  }

  /**
   * Runs the last pass forwards and back before {@link #take}, in the same scope as that, and
   * begins to sum what it completes early.
   */
  public <T> T during(Supplier<T> pass) {
    if (ranks.size() == 1) {
      return pass.get();
    }
    Scope step = Scope.innermost();
    largest = null;
    onItsWay = null;
    return ScoreTables.watch(table -> complete(table, step), pass);
  }

  private void complete(Tensor table, Scope step) {
    if (largest == null || table.elements() > largest.elements()) {
      largest = table;
    }
    if (table == early && table.requiresGradient()) {
      begin(table, step);
    }
  }

  /** Sends what the gradient of {@code table} has so far. */
  private void begin(Tensor table, Scope step) {
    Gradient gradient = new Gradient(table);
    Tensor soFar = gradient.dense();
    gradient.clear();
    onItsWay = ranks.begin(List.of(soFar != null ? soFar : zeros(table, table.shape())), step);
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
    List<Tensor> parameters = all.stream().filter(Tensor::requiresGradient).toList();
    Tensor sent = early != null && early.requiresGradient() ? early : null;
    if (sent != null && onItsWay == null) {
      begin(sent, Scope.innermost());
    }
    List<Exchange> exchanges = exchanges(parameters);
    List<Tensor> given = exchanges.stream().flatMap(exchange -> exchange.given().stream()).toList();
    Iterator<Tensor> sums = ranks.sum(given).iterator();
    exchanges.forEach(exchange -> exchange.take(sums));
    if (sent != null && onItsWay != null) {
      Tensor sum = onItsWay.await().getFirst();
      new Gradient(sent).add(() -> sum);
    }
  }

  /** What of a parameter's gradient is exchanged. */
  private sealed interface Exchange {
    /** What this process gives: tensors of the same shapes in all processes. */
    List<Tensor> given();

    /** Takes as many sums as tensors were given, and makes the gradient of them. */
    void take(Iterator<Tensor> sums);
  }

  /** What is exchanged of each parameter, now that all processes say what they have. */
  private List<Exchange> exchanges(List<Tensor> parameters) {
    double[] counts = ranks.sum(counts(parameters));
    agree(parameters, counts);
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
   * them where the gradient is not sparse, 0 where there is none. Behind them, for how many
   * processes each parameter is the {@link #largest}.
   */
  private double[] counts(List<Tensor> parameters) {
    double[] counts = new double[parameters.size() * (ranks.size() + 1)];
    for (int i = 0; i < parameters.size(); i++) {
      Tensor parameter = parameters.get(i);
      counts[i * ranks.size() + ranks.rank()] = new Gradient(parameter).rowCount(rowsOf(parameter));
      counts[parameters.size() * ranks.size() + i] = parameter == largest ? 1 : 0;
    }
    return counts;
  }

  /** What is summed early in the next step: what most processes say, if any does. */
  private void agree(List<Tensor> parameters, double[] counts) {
    int first = parameters.size() * ranks.size();
    IntStream.range(0, parameters.size())
        .filter(i -> counts[first + i] > 0)
        .boxed()
        .max(Comparator.comparingDouble(i -> counts[first + i]))
        .ifPresent(i -> early = parameters.get(i));
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
