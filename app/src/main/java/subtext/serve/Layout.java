package subtext.serve;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import subtext.eval.PrincipalComponents;
import tagbio.umap.Umap;

/** Where vectors lie in two dimensions, and which vector lies at a place. N vectors, Z latent. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface Layout {
  /** How vectors are laid out. */
  enum Method {
    PCA,
    UMAP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Method method();

  /** The places [N][2]. */
  float[][] places();

  /** A vector at a place [Z]. */
  float[] vector(double x, double y);

  /** Shares of the variance along both axes; null where axes mean nothing. */
  @Nullable List<Double> explained();

  /** The plane of the first two principal components. */
  record Plane(PrincipalComponents components, float[][] places) implements Layout {
    private static final int AXES = 2;

    static Plane of(float[][] means) {
      PrincipalComponents components = PrincipalComponents.of(means, AXES);
      float[][] places = new float[means.length][AXES];
      for (int n = 0; n < means.length; n++) {
        double[] at = components.project(means[n]);
        for (int axis = 0; axis < at.length; axis++) {
          places[n][axis] = (float) at[axis];
        }
      }
      return new Plane(components, places);
    }

    @Override
    public Method method() {
      return Method.PCA;
    }

    /** In the mean of all along the other directions. */
    @Override
    public float[] vector(double x, double y) {
      double[] at = {x, y};
      float[] z = new float[components.mean().length];
      for (int d = 0; d < z.length; d++) {
        double value = components.mean()[d];
        for (int axis = 0; axis < components.directions().length; axis++) {
          value += at[axis] * components.directions()[axis][d];
        }
        z[d] = (float) value;
      }
      return z;
    }

    @Override
    public List<Double> explained() {
      return List.of(explained(0), explained(1));
    }

    private double explained(int axis) {
      return axis < components.variances().length && components.total() > 0
          ? components.variances()[axis] / components.total()
          : 0;
    }
  }

  /**
   * Uniform manifold approximation and projection (McInnes et al. 2018): what is near stays near.
   */
  record Neighbourhoods(float[][] means, float[][] places) implements Layout {
    private static final int NEIGHBOURS = 15;

    /** Vectors that a place between them is made of. */
    private static final int NEAREST = 6;

    /** One thread: with more, places depend on which is faster. */
    static Neighbourhoods of(float[][] means, int seed) {
      Umap umap = new Umap();
      umap.setSeed(seed);
      umap.setThreads(1);
      umap.setNumberComponents(2);
      umap.setNumberNearestNeighbours(Math.min(NEIGHBOURS, means.length - 1));
      return new Neighbourhoods(means, umap.fitTransform(means));
    }

    @Override
    public Method method() {
      return Method.UMAP;
    }

    /** Between the vectors nearest to the place, the nearer the more. */
    @Override
    public float[] vector(double x, double y) {
      PriorityQueue<Integer> nearest =
          new PriorityQueue<>(
              Comparator.comparingDouble((Integer n) -> distance(n, x, y)).reversed());
      for (int n = 0; n < places.length; n++) {
        nearest.add(n);
        if (nearest.size() > NEAREST) {
          nearest.remove();
        }
      }
      float[] z = new float[means[0].length];
      double weights = nearest.stream().mapToDouble(n -> weight(n, x, y)).sum();
      for (int n : nearest) {
        for (int d = 0; d < z.length; d++) {
          z[d] += (float) (means[n][d] * weight(n, x, y) / weights);
        }
      }
      return z;
    }

    private double weight(int n, double x, double y) {
      return 1 / (distance(n, x, y) + 1e-6);
    }

    private double distance(int n, double x, double y) {
      return Math.hypot(places[n][0] - x, places[n][1] - y);
    }

    @Override
    public @Nullable List<Double> explained() {
      return null;
    }
  }
}
