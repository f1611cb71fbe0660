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
import subtext.use.Model;
import subtext.use.Sheet;
import subtext.use.Writing;

/** What a model of images shows of itself: sheets of images in its run folder. */
record Pictures(Images images, Evaluation evaluation, long seed) {
  private static final int ACROSS = 10;
  private static final int PAIRS = 5;
  private static final int DIMENSIONS = 10;
  private static final int STEPS = 11;
  private static final double REACH = 3;

  /**
   * Writes the sheets.
   *
   * @param held images that the model was not trained on
   */
  static void write(Model model, Evaluation evaluation, TokenCache held, RunFolder run, long seed) {
    Pictures pictures = new Pictures(new Images(model), evaluation, seed);
    run.write(run.picture("samples"), pictures.samples().png());
    run.write(run.picture("reconstructions"), pictures.reconstructions(held).png());
    run.write(run.picture("traversal"), pictures.traversal().png());
  }

  private Sheet samples() {
    Writing writing = Writing.DEFAULT.with(seed);
    Generate.Request request = new Generate.Request(ACROSS * ACROSS, writing, null, false);
    return new Sheet(images.size(), images.generate(request), ACROSS);
  }

  /** Rows of images drawn by the seed, under each of them one of their reconstructions. */
  private Sheet reconstructions(TokenCache held) {
    Noise noise = new Noise(seed, 0);
    long[] examples =
        LongStream.range(0, (long) PAIRS * ACROSS)
            .map(i -> (long) (noise.uniform(Noise.Stream.PRIOR, 2, i, 0) * held.size()))
            .toArray();
    List<float[]> originals = images.originals(held, examples);
    List<float[]> drawn = images.reconstruct(held, examples);
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < examples.length; from += ACROSS) {
      rows.addAll(originals.subList(from, from + ACROSS));
      rows.addAll(drawn.subList(from, from + ACROSS));
    }
    return new Sheet(images.size(), rows, ACROSS);
  }

  /** A row for each of the dimensions whose posterior means vary most. */
  private Sheet traversal() {
    double[] variances = evaluation.meanVariances();
    int[] active =
        IntStream.range(0, variances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(d -> -variances[d]))
            .limit(DIMENSIONS)
            .mapToInt(d -> d)
            .toArray();
    return new Sheet(images.size(), images.traverse(active, REACH, STEPS), STEPS);
  }
}
