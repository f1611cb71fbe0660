package subtext.features;

import subtext.data.FeatureNetwork;
import subtext.data.FeatureReader;

/**
 * bge-small-zh-v1.5 (Xiao et al. 2023), of Chinese: the last hidden state of the first token,
 * {@code [CLS]}.
 */
public final class BgeSmallZh implements FeatureNetwork {
  private final OnnxFiles files =
      new OnnxFiles("/bge-small-zh-v1.5.onnx", "/bge-small-zh-v1.5-tokenizer.json");

  @Override
  public String name() {
    return "bge-small-zh";
  }

  @Override
  public int dimensions() {
    return 512;
  }

  @Override
  public String sha256() {
    return files.sha256();
  }

  @Override
  public FeatureReader open(int threads) {
    return new OnnxReader(
        files, new OnnxReader.Shape(dimensions(), Pooling.FIRST, /* longest= */ 512), threads);
  }
}
