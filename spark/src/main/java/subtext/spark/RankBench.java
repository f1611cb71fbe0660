package subtext.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import subtext.data.Batch;
import subtext.model.Network;
import subtext.recipe.Recipe;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Optimizer;
import subtext.tensor.Parameters;
import subtext.tensor.Ranks;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.tensor.Torch;
import subtext.text.Vocabulary;
import subtext.train.TrainingStep;

/**
 * What a process among others measures: steps of training on random sentences, alone and together,
 * and sums of tensors alone.
 *
 * @param recipe as YAML: the network, the batch of all processes together, the precision
 * @param vocabulary tokens that the network knows
 * @param threads of each process
 * @param steps that are counted; a third as many warm up before
 */
record RankBench(String recipe, int vocabulary, int threads, int steps) implements Serializable {
  private static final long SEED = 1;

  /** Lengths like Penn Treebank's; all sentences of a batch have the same. */
  private static final double MEAN_LENGTH = 21;

  private static final double DEVIATION = 10;
  private static final int LONGEST = 80;

  /**
   * Seconds that one step took, medians over the steps, as one process saw them.
   *
   * @param alone of this process's sentences, without the others
   * @param together of all
   * @param slowest of the processes, alone: the largest in each step
   * @param deviation of the processes' steps, alone, from one another: the root of the mean
   *     variance within a step; 0 for one process
   * @param tokens a second, of all together
   * @param parameters of the network
   */
  record Steps(
      double alone,
      double together,
      double slowest,
      double deviation,
      double tokens,
      long parameters,
      double loss)
      implements Serializable {
    /** What people and programs read. */
    String line(int processes, int threads) {
      return String.format(
          Locale.ROOT,
          "{\"kind\": \"step\", \"processes\": %d, \"threads\": %d, \"parameters\": %d,"
              + " \"alone_ms\": %.2f, \"slowest_alone_ms\": %.2f, \"deviation_ms\": %.2f,"
              + " \"together_ms\": %.2f, \"tokens_per_second\": %.0f, \"loss\": %.5f}",
          processes,
          threads,
          parameters,
          1e3 * alone,
          1e3 * slowest,
          1e3 * deviation,
          1e3 * together,
          tokens,
          loss);
    }
  }

  /** Steps alone and together, taken in turns, so that what disturbs one disturbs the other. */
  Steps steps(Ranks ranks) {
    Torch.setThreads(threads);
    Recipe known = Recipe.parse("recipe", recipe, List.of());
    Parameters parameters = new Parameters(Device.CPU, DType.F32, SEED);
    try (Network network = Network.create(known.task(), known.model(), vocabulary, parameters);
        Optimizer optimizer = new Optimizer(known.train().optimizer(), parameters)) {
      TrainingStep lone = step(known, network, optimizer, Ranks.SINGLE);
      TrainingStep shared = step(known, network, optimizer, ranks);
      List<Double> alone = new ArrayList<>();
      List<Double> together = new ArrayList<>();
      List<Double> slowest = new ArrayList<>();
      double variance = 0;
      long tokens = 0;
      double loss = 0;
      int warmup = Math.max(3, steps / 3);
      for (int number = 0; number < warmup + steps; number++) {
        Batch part = part(number, known.train().batch(), ranks);
        Noise noise = new Noise(SEED, number);
        ranks.sum(0); // all begin at once
        double own = seconds(() -> lone.take(part, part.batch(), noise, 1, 0));
        double[] each = each(ranks, own);
        List<Long> seen = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        double all =
            seconds(
                () -> {
                  var report = shared.take(part, known.train().batch(), noise, 1, 1);
                  seen.add(report.tokens());
                  losses.add(report.loss());
                });
        if (number >= warmup) {
          alone.add(own);
          slowest.add(Arrays.stream(each).max().orElseThrow());
          variance += variance(each) / steps;
          together.add(all);
          tokens += seen.getFirst();
          loss = losses.getFirst();
        }
      }
      double total = together.stream().mapToDouble(Double::doubleValue).sum();
      return new Steps(
          median(alone),
          median(together),
          median(slowest),
          Math.sqrt(variance),
          tokens / total,
          parameters.count(),
          loss);
    }
  }

  private static TrainingStep step(
      Recipe recipe, Network network, Optimizer optimizer, Ranks ranks) {
    return new TrainingStep(
        network, optimizer, recipe.train(), recipe.objective(), Device.CPU, ranks);
  }

  /** What the processes say, by rank. */
  private static double[] each(Ranks ranks, double own) {
    double[] each = new double[ranks.size()];
    each[ranks.rank()] = own;
    return ranks.sum(each);
  }

  /** That of the processes that these are drawn from; 0 for one. */
  private static double variance(double[] each) {
    double mean = Arrays.stream(each).average().orElseThrow();
    double sum = Arrays.stream(each).map(value -> (value - mean) * (value - mean)).sum();
    return sum / Math.max(1, each.length - 1);
  }

  /** This process's sentences of batch {@code number}; their numbers and tokens are anyone's. */
  private Batch part(int number, int size, Ranks ranks) {
    Noise noise = new Noise(SEED, number);
    float[] drawn = new float[1];
    noise.normal(Noise.Stream.ORDER, 0, 0, drawn, 0, 1);
    int length = (int) Math.clamp(Math.rint(MEAN_LENGTH + DEVIATION * drawn[0]), 1, LONGEST);
    long[] examples =
        LongStream.range(0, size).filter(i -> i % ranks.size() == ranks.rank()).toArray();
    int[] tokens = new int[examples.length * length];
    for (int at = 0; at < tokens.length; at++) {
      long example = examples[at / length];
      double uniform = noise.uniform(Noise.Stream.DECODING, 1, example, at % length);
      tokens[at] =
          Vocabulary.FIRST_ORDINARY
              + (int) Math.pow(vocabulary - (double) Vocabulary.FIRST_ORDINARY, uniform)
              - 1; // by Zipf
    }
    int[] lengths = IntStream.range(0, examples.length).map(b -> length).toArray();
    int[] labels = IntStream.range(0, examples.length).map(b -> -1).toArray();
    return new Batch(examples, lengths, tokens, labels, examples.length, length);
  }

  /** The median seconds of a sum of {@code bytes} of float32 numbers, over {@code times}. */
  static double sum(Ranks ranks, long bytes, int times) {
    List<Double> taken = new ArrayList<>();
    for (int time = 0; time < times + 2; time++) {
      try (Scope scope = Scope.open()) {
        // Of a size that tensors of a network have, so that buckets matter.
        long each = Math.min(bytes / Float.BYTES, 1 << 16);
        List<Tensor> tensors = new ArrayList<>();
        for (long left = bytes / Float.BYTES; left > 0; left -= each) {
          tensors.add(Tensor.zeros(DType.F32, Device.CPU, Math.min(each, left)));
        }
        ranks.sum(0);
        double seconds = seconds(() -> ranks.sum(tensors));
        if (time >= 2) {
          taken.add(Arrays.stream(each(ranks, seconds)).max().orElseThrow());
        }
      }
    }
    return median(taken);
  }

  /** The median seconds of a sum of one number. */
  static double latency(Ranks ranks, int times) {
    List<Double> taken = new ArrayList<>();
    for (int time = 0; time < times; time++) {
      taken.add(seconds(() -> ranks.sum(1)));
    }
    return median(taken);
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
