package subtext.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import subtext.data.FeatureNetwork;
import subtext.data.FeatureReader;

class PretrainedNetworksTest {
  private static final List<Network> NETWORKS =
      List.of(
          Network.of(
              "minilm",
              384,
              "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e",
              "A girl is styling her hair in front of a very large mirror.",
              "A girl is brushing her hair.",
              "The stock market fell sharply on Monday."),
          Network.of(
              "bge-small-zh",
              512,
              "69a0b846f4f116b5e6aabf9546ea6754d02264f3211a13a1bd69b31b8040749a",
              "今天天气很好，适合去公园散步。",
              "阳光明媚，我们去公园走走吧。",
              "股市周一大幅下跌。"));

  /**
   * A network of this module, as others find it.
   *
   * @param sentences a sentence, one like it, and one of another subject
   */
  record Network(
      FeatureNetwork network,
      FeatureReader reader,
      int dimensions,
      String sha256,
      List<String> sentences) {
    static Network of(String name, int dimensions, String sha256, String... sentences) {
      FeatureNetwork found = FeatureNetwork.find(name);
      return new Network(
          found, found.open(/* threads= */ 1), dimensions, sha256, List.of(sentences));
    }
  }

  static List<Network> networks() {
    return NETWORKS;
  }

  @AfterAll
  static void close() {
    for (Network network : NETWORKS) {
      network.reader.close();
    }
  }

  private static double product(float[] left, float[] right) {
    return IntStream.range(0, left.length).mapToDouble(i -> left[i] * right[i]).sum();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aParaphraseIsNearerThanAnotherSubject(Network network) {
    float[][] vectors = network.reader.read(network.sentences);
    assertThat(product(vectors[0], vectors[1]))
        .isGreaterThan(0.6)
        .isGreaterThan(product(vectors[0], vectors[2]) + 0.2);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyVectorHasTheSizeThatTheNetworkSaysAndTheLengthOne(Network network) {
    assertThat(network.network.dimensions()).isEqualTo(network.dimensions);
    for (float[] vector : network.reader.read(network.sentences)) {
      assertThat(vector).hasSize(network.dimensions);
      assertThat(product(vector, vector)).isCloseTo(1, within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theBatchThatASentenceStandsInDoesNotMatter(Network network) {
    List<String> many = new ArrayList<>();
    for (int i = 0; i <= OnnxReader.BATCH; i++) {
      many.add(network.sentences.get(i % network.sentences.size()));
    }
    float[][] together = network.reader.read(many);
    for (int i = 0; i < network.sentences.size(); i++) {
      float[] alone = network.reader.read(network.sentences.subList(i, i + 1))[0];
      assertThat(together[i]).containsExactly(alone, within(1e-5f));
      assertThat(together[i + 30]).containsExactly(alone, within(1e-5f));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void whatIsTooLongForTheNetworkIsCut(Network network) {
    String longText = String.join(" ", Collections.nCopies(600, "我 a"));
    float[][] vectors = network.reader.read(List.of(longText, longText + " b"));
    assertThat(vectors[1]).containsExactly(vectors[0], within(1e-5f));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void noTextGivesAVectorAndNothingGivesNothing(Network network) {
    float[] vector = network.reader.read(List.of(""))[0];
    assertThat(product(vector, vector)).isCloseTo(1, within(1e-5));
    assertThat(network.reader.read(List.of())).isEmpty();
  }

  /** Models name these networks by their hashes: with other ones they are refused. */
  @ParameterizedTest
  @MethodSource("networks")
  void theFingerprintIsThatOfThePublishedNetwork(Network network) {
    assertThat(network.network.sha256()).isEqualTo(network.sha256);
  }
}
