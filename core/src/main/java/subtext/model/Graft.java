package subtext.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoder;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.tensor.TensorData;

/**
 * A language model as the first decoder of a VAE. What reads z begins as zeros, so that before the
 * first step a recurrent decoder says what the language model says, whatever z is.
 */
public final class Graft {
  private Graft() {}

  /**
   * The values of {@code parameters}, those of the decoder by {@code languageModel}.
   *
   * @throws IllegalArgumentException where the language model has what the decoder has not
   */
  public static Map<String, TensorData> onto(
      Parameters parameters, Map<String, TensorData> languageModel) {
    SequencedMap<String, TensorData> values = new LinkedHashMap<>(parameters.toData());
    if (!values.keySet().containsAll(languageModel.keySet())) {
      throw new IllegalArgumentException("its decoder has not all weights of the language model");
    }
    values.replaceAll(
        (name, own) -> Decoder.owns(name) ? widened(languageModel.get(name), own) : own);
    return values;
  }

  /** {@code known} with columns of zeros behind, as many as {@code own} has more. */
  private static TensorData widened(@Nullable TensorData known, TensorData own) {
    try (Scope scope = Scope.open()) {
      if (known == null) {
        return Tensor.zeros(own.dtype(), Device.CPU, own.shape()).toData();
      }
      long more = own.shape().length == 2 ? own.shape()[1] - known.shape()[1] : 0;
      if (more <= 0) {
        return known;
      }
      Tensor columns = Tensor.of(known, Device.CPU);
      Tensor zeros = Tensor.zeros(known.dtype(), Device.CPU, known.shape()[0], more);
      return Tensor.cat(1, columns, zeros).toData();
    }
  }
}
