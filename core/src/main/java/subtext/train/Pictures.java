package subtext.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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

  /** Rows of images drawn by the seed, under each of them one of their reconstructions. */
  private Sheet reconstructions() {
    long[] examples = chosen(PAIRS * ACROSS);
    List<float[]> originals = images.originals(held, examples);
    List<float[]> drawn = images.draw(images.encode(held, examples));
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < examples.length; from += ACROSS) {
      rows.addAll(originals.subList(from, from + ACROSS));
      rows.addAll(drawn.subList(from, from + ACROSS));
    }
    return new Sheet(images.size(), rows, ACROSS);
  }

  private long[] chosen(int count) {
    Noise noise = new Noise(seed, 0);
    return LongStream.range(0, count)
        .map(i -> (long) (noise.uniform(Noise.Stream.PRIOR, 2, i, 0) * held.size()))
        .toArray();
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
