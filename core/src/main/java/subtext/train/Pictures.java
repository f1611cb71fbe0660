package subtext.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import subtext.data.Permutation;
import subtext.data.TokenCache;
import subtext.eval.Evaluation;
import subtext.store.RunFolder;
import subtext.tensor.Noise;
import subtext.use.Generate;
import subtext.use.Images;
import subtext.use.Sheet;
import subtext.use.Writing;

/**
 * What a model of images shows of itself: sheets of images in its run folder.
 *
 * @param held images that the model was not trained on
 * @param seed of the draws of z, and of which held images are shown
 */
record Pictures(Images images, Evaluation evaluation, TokenCache held, long seed) {
  private static final int ACROSS = 10;
  private static final int PAIRS = 5;
  private static final int DIMENSIONS = 10;
  private static final int STEPS = 11;
  private static final double REACH = 3;

  void write(RunFolder run) {
    run.write(run.picture("samples"), samples().png());
    run.write(run.picture("reconstructions"), reconstructions().png());
    run.write(run.picture("traversal"), traversal().png());
  }

  private Sheet samples() {
    Writing writing = Writing.DEFAULT.with(seed);
    Generate.Request request = new Generate.Request(ACROSS * ACROSS, writing, null, false);
    return new Sheet(images.size(), images.generate(request), ACROSS);
  }

  /**
   * Rows of different images drawn by the seed, under each of them one of their reconstructions;
   * fewer or shorter ones where there are too few images.
   */
  private Sheet reconstructions() {
    int across = (int) Math.min(ACROSS, held.size());
    long[] examples = chosen((int) Math.min(PAIRS, held.size() / across) * across);
    List<float[]> originals = images.originals(held, examples);
    List<float[]> drawn = images.draw(images.encode(held, examples));
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < examples.length; from += across) {
      rows.addAll(originals.subList(from, from + across));
      rows.addAll(drawn.subList(from, from + across));
    }
    return new Sheet(images.size(), rows, across);
  }

  /** Of {@code count} different held images, at most as many as there are. */
  private long[] chosen(int count) {
    Permutation order = new Permutation(held.size(), Noise.mix(seed));
    return LongStream.range(0, count).map(order::at).toArray();
  }

  /** Of the first of them, a row for each of the dimensions whose posterior means vary most. */
  private Sheet traversal() {
    double[] variances = evaluation.meanVariances();
    int[] active =
        IntStream.range(0, variances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(d -> -variances[d]))
            .limit(DIMENSIONS)
            .mapToInt(d -> d)
            .toArray();
    float[] from = images.encode(held, chosen(1))[0];
    return new Sheet(images.size(), images.traverse(from, active, REACH, STEPS), STEPS);
  }
}
