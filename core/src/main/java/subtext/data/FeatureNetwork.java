package subtext.data;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import subtext.error.InputException;

/**
 * A pretrained network that makes features of sentences and is never trained here. Those of the
 * class path are found by {@link ServiceLoader}: a public class with a constructor without
 * arguments, which loads nothing.
 */
public interface FeatureNetwork {
  /** What recipes call it. */
  String name();

  /** Size of a sentence's features. */
  int dimensions();

  /** SHA-256 of the network's file, as 64 lower-case hexadecimal digits. */
  String sha256();

  /**
   * Loads it.
   *
   * @param threads that it may use at a time
   */
  FeatureReader open(int threads);

  /**
   * The network {@code name} of the class path.
   *
   * @throws InputException if there is none
   */
  static FeatureNetwork find(String name) {
    List<FeatureNetwork> found =
        ServiceLoader.load(FeatureNetwork.class).stream().map(ServiceLoader.Provider::get).toList();
    return found.stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "model.encoder.network: the class path has no pretrained network '%s'; it has %s. The module subtext-features (io.github.subtext:subtext-features) brings minilm and bge-small-zh"
                        .formatted(name, names(found))));
  }

  private static String names(List<FeatureNetwork> networks) {
    return networks.isEmpty()
        ? "none"
        : networks.stream().map(FeatureNetwork::name).collect(Collectors.joining(", "));
  }
}
