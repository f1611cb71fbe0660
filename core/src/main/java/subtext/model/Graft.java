package subtext.model;

import java.util.LinkedHashMap;
import java.util.List;
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
 * first step the decoder, a recurrent one, says what the language model says, whatever z is.
 */
public final class Graft {
  /** Reads z beside a token. */
  private static final String INPUT = Decoder.NAME + ".rnn.0.input";

  /** Beginnings of the names of what reads nothing but z. */
  private static final List<String> OF_Z =
      List.of(Decoder.NAME + ".initial.", Decoder.NAME + ".skip.");

  private Graft() {}

  /**
   * The values of {@code parameters}, those of the decoder by {@code languageModel}.
   *
   * @throws IllegalArgumentException where the two decoders differ in more than what reads z
   */
  public static Map<String, TensorData> onto(
      Parameters parameters, Map<String, TensorData> languageModel) {
    SequencedMap<String, TensorData> values = new LinkedHashMap<>(parameters.toData());
    if (!values.keySet().containsAll(languageModel.keySet())) {
      throw new IllegalArgumentException("its decoder has not all weights of the language model");
    }
    values.replaceAll(
        (name, own) -> Decoder.owns(name) ? grafted(name, own, languageModel.get(name)) : own);
    return values;
  }

  private static TensorData grafted(String name, TensorData own, @Nullable TensorData known) {
    if (known != null) {
      return name.equals(INPUT) ? widened(known, own) : known;
    }
    if (OF_Z.stream().noneMatch(name::startsWith)) {
      throw new IllegalArgumentException("the language model has no " + name);
    }
    try (Scope scope = Scope.open()) {
      return Tensor.zeros(own.dtype(), Device.CPU, own.shape()).toData();
    }
  }

  /** {@code known} with columns of zeros behind, as many as {@code own} has more. */
  private static TensorData widened(TensorData known, TensorData own) {
    long more = own.shape()[1] - known.shape()[1];
    if (more <= 0) {
      return known;
    }
    try (Scope scope = Scope.open()) {
      Tensor columns = Tensor.of(known, Device.CPU);
      Tensor zeros = Tensor.zeros(known.dtype(), Device.CPU, known.shape()[0], more);
      return Tensor.cat(1, columns, zeros).toData();
    }
  }
}
