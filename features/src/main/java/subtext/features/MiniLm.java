package subtext.features;

import subtext.data.FeatureNetwork;
import subtext.data.FeatureReader;

/**
 * all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019), of English: the mean of a
 * sentence's last hidden states.
 */
public final class MiniLm implements FeatureNetwork {
  private final OnnxFiles files =
      new OnnxFiles("/all-minilm-l6-v2.onnx", "/all-minilm-l6-v2-tokenizer.json");

  @Override
  public String name() {
    return "minilm";
  }

  @Override
  public int dimensions() {
    return 384;
  }

  @Override
  public String sha256() {
    return files.sha256();
  }

  @Override
  public FeatureReader open(int threads) {
    return new OnnxReader(
        files, new OnnxReader.Shape(dimensions(), Pooling.MEAN, /* longest= */ 256), threads);
  }
}
