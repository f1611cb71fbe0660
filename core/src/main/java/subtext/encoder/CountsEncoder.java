package subtext.encoder;

import java.util.ArrayList;
import java.util.List;
import subtext.nn.Embedding;
import subtext.nn.Linear;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.WordCounts;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Reads how often a document has each word (Miao et al. 2016). Its first layer is a product of all
 * counts of a batch with the table of the words' vectors: dense, for a sum over the words of each
 * document would copy their vectors first. B batch, W words, H hidden.
 */
final class CountsEncoder implements Encoder {
  private static final long WORD_DROPOUT = 103;
  private static final long HIDDEN_DROPOUT = 104;

  private final EncoderConfig.Counts config;
  private final Tensor table_VH;
  private final Tensor bias_H;
  private final List<Linear> layers = new ArrayList<>();

  CountsEncoder(
      EncoderConfig.Counts config, Embedding embedding, Parameters parameters, double bound) {
    this.config = config;
    table_VH = embedding.table_VD();
    bias_H = parameters.create("encoder.bias", Init.ZEROS, config.hidden());
    for (int layer = 1; layer < config.layers(); layer++) {
      String name = "encoder.hidden" + layer;
      layers.add(Linear.create(parameters, name, config.hidden(), config.hidden(), bound));
    }
  }

  @Override
  public Tensor encode(Observed x, Pass pass) {
    int vocabulary = Math.toIntExact(table_VH.size(0));
    int words = WordCounts.words(vocabulary);
    Tensor counts_BW = WordCounts.of(x, vocabulary, table_VH.dtype());
    Tensor read_BW = config.logarithm() ? counts_BW.add(1).log() : counts_BW;
    Tensor kept_BW = pass.dropout(read_BW, config.wordDropout(), WORD_DROPOUT);
    Tensor table_WH = table_VH.narrow(0, WordCounts.id(0), words);
    Tensor hidden_BH = config.activation().of(kept_BW.matmul(table_WH).add(bias_H));
    for (Linear layer : layers) {
      hidden_BH = config.activation().of(layer.forward(hidden_BH));
    }
    return pass.dropout(hidden_BH, config.dropout(), HIDDEN_DROPOUT);
  }
}
