package subtext.store;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import subtext.tensor.TensorData;

/**
 * What a model is made of, as it lies in a model folder.
 *
 * @param configJson the model's configuration, {@code config.json}
 * @param weights by name, {@code model.safetensors}
 * @param tokenizerFiles contents by file name; at least one
 * @param card what people should know of the model, Markdown, {@code README.md}
 */
public record ModelParts(
    String configJson,
    Map<String, TensorData> weights,
    Map<String, byte[]> tokenizerFiles,
    String card) {

  public ModelParts {
    if (tokenizerFiles.isEmpty()) {
      throw new IllegalArgumentException("tokenizerFiles: none given, a model needs its tokenizer");
    }
    for (String name : tokenizerFiles.keySet()) {
      Manifest.checkName(name);
      if (ModelFile.OTHER_FILES.contains(name)) {
        throw new IllegalArgumentException(
            "tokenizerFiles: %s is the name of another file of the model".formatted(name));
      }
    }
    SortedMap<String, TensorData> sortedWeights = new TreeMap<>(weights);
    SortedMap<String, byte[]> sortedFiles = new TreeMap<>(tokenizerFiles);
    weights = Collections.unmodifiableSortedMap(sortedWeights);
    tokenizerFiles = Collections.unmodifiableSortedMap(sortedFiles);
  }
}
