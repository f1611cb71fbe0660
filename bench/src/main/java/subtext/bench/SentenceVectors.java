package subtext.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.store.ModelFile;
import subtext.tensor.TensorData;
import subtext.text.Tokenizer;
import subtext.use.Encode;
import subtext.use.Model;

/** Makes a vector of each sentence. D dimensions. */
interface SentenceVectors {
  float[][] of(List<String> sentences);

  /** The means of the posteriors. */
  static SentenceVectors means(Model model) {
    Encode encode = new Encode(model);
    return sentences ->
        encode.encode(sentences).stream().map(Encode.Encoding::mean).toArray(float[][]::new);
  }

  /**
   * The means of the vectors that the encoder of {@code model} has learnt for the tokens of a
   * sentence, zeros where there are none; null where it reads no tokens.
   *
   * @param folder that {@code model} was loaded from
   */
  static @Nullable SentenceVectors words(Model model, Path folder) {
    boolean shared = model.spec().model().sharedEmbeddings();
    String table = shared ? "embedding.table" : "encoder.embedding.table";
    TensorData table_VD = ModelFile.read(folder).weights().get(table);
    if (table_VD == null) {
      return null;
    }
    float[] vectors = new float[Math.toIntExact(TensorData.elements(table_VD.shape()))];
    table_VD.bytes().asFloatBuffer().get(vectors);
    int dimensions = (int) table_VD.shape()[1];
    Tokenizer tokenizer = model.tokenizer();
    return sentences ->
        sentences.stream()
            .map(sentence -> mean(tokenizer.encode(sentence), vectors, dimensions))
            .toArray(float[][]::new);
  }

  private static float[] mean(int[] tokens, float[] vectors, int dimensions) {
    float[] mean_D = new float[dimensions];
    for (int token : tokens) {
      for (int d = 0; d < dimensions; d++) {
        mean_D[d] += vectors[token * dimensions + d] / tokens.length;
      }
    }
    return mean_D;
  }
}
