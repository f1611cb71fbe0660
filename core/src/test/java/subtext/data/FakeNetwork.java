package subtext.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import subtext.tensor.Noise;

/** Features that are the hashed letters of a sentence, and a count of what was read. */
public class FakeNetwork implements FeatureNetwork {
  public static final String NAME = "fake";
  public static final int DIMENSIONS = 6;
  private static final AtomicLong READ = new AtomicLong();

  /** Sentences that all readers of this process have read. */
  public static long read() {
    return READ.get();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public String sha256() {
    return "fa4e".repeat(16);
  }

  @Override
  public FeatureReader open(int threads) {
    return new Reader();
  }

  private static final class Reader implements FeatureReader {
    @Override
    public float[][] read(List<String> sentences) {
      READ.addAndGet(sentences.size());
      return sentences.stream().map(FakeNetwork::features).toArray(float[][]::new);
    }

    @Override
    public void close() {}
  }

  /** Of length one. */
  public static float[] features(String sentence) {
    double[] sums = new double[DIMENSIONS];
    sums[0] = 1;
    sentence
        .chars()
        .forEach(
            letter -> {
              for (int d = 0; d < DIMENSIONS; d++) {
                sums[d] += (Noise.mix(31L * letter + d) >> 40) * 0x1.0p-23;
              }
            });
    double square = 0;
    for (double sum : sums) {
      square += sum * sum;
    }
    float[] features = new float[DIMENSIONS];
    for (int d = 0; d < DIMENSIONS; d++) {
      features[d] = (float) (sums[d] / Math.sqrt(square));
    }
    return features;
  }
}
