package subtext.data;

import java.util.List;

/** A {@link FeatureNetwork} in memory. Many threads may use one at a time. */
public interface FeatureReader extends AutoCloseable {
  /** The features of each sentence, in their order; what else is read along changes none. */
  float[][] read(List<String> sentences);

  @Override
  void close();
}
