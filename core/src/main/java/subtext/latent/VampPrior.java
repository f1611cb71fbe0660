package subtext.latent;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import subtext.tensor.Autograd;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * The mean of the posteriors of K learned pseudo-inputs (Tomczak and Welling 2018). B batch, Z
 * latent.
 *
 * @param components their posteriors, as the encoder reads them at the moment
 */
record VampPrior(PosteriorFamily family, int count, Supplier<Posterior> components)
    implements Prior {
  private static final long SALT = -1;

  @Override
  public String name() {
    return "vamp";
  }

  /** In float64. */
  @Override
  public Tensor logDensity_B(Tensor z_BZ) {
    Densities densities = Objects.requireNonNull(components.get().densities());
    return MixtureDensity.even(densities, count, z_BZ).logDensity_B(z_BZ);
  }

  @Override
  public float[][] sample(Noise noise, long first, int count) {
    return Autograd.without(() -> draws(noise, first, count));
  }

  private float[][] draws(Noise noise, long first, int draws) {
    try (Scope scope = Scope.open()) {
      long[] examples = LongStream.range(first, first + draws).toArray();
      long[] chosen =
          LongStream.of(examples)
              .map(n -> (long) (noise.uniform(Noise.Stream.PRIOR, 1, n, 0) * count))
              .toArray();
      Tensor statistics_KP = components.get().statistics_BP();
      Tensor index = Tensor.of(chosen, draws).to(statistics_KP.device());
      Posterior posteriors = family.of(statistics_KP.indexSelect(0, index));
      return rows(posteriors.draw(noise, SALT, examples).z_BZ());
    }
  }

  private static float[][] rows(Tensor z_BZ) {
    float[] values = z_BZ.toFloats();
    float[][] rows = new float[Math.toIntExact(z_BZ.size(0))][Math.toIntExact(z_BZ.size(1))];
    for (int n = 0; n < rows.length; n++) {
      System.arraycopy(values, n * rows[n].length, rows[n], 0, rows[n].length);
    }
    return rows;
  }
}
