package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class NpmiTest {
  private static final List<int[]> DOCUMENTS =
      List.of(new int[] {1, 2}, new int[] {3, 2, 1, 1}, new int[] {3}, new int[] {1, 9});

  private static double of(List<int[]> documents, int window, int... topic) {
    return Npmi.of(List.of(topic), documents.stream(), window)[0];
  }

  @Test
  void pairsCountByTheDocumentsThatHoldBoth() {
    // p(1) = 3/4, p(2) = p(3) = p(1, 2) = 2/4, p(1, 3) = p(2, 3) = 1/4
    assertThat(of(DOCUMENTS, Npmi.DOCUMENT, 1, 2)).isCloseTo(0.4150375, within(1e-7));
    assertThat(of(DOCUMENTS, Npmi.DOCUMENT, 3, 1)).isCloseTo(-0.2924813, within(1e-7));
    assertThat(of(DOCUMENTS, Npmi.DOCUMENT, 2, 3)).isCloseTo(0, within(1e-9));
    assertThat(of(DOCUMENTS, Npmi.DOCUMENT, 1, 2, 3))
        .isCloseTo((0.4150375 - 0.2924813) / 3, within(1e-7));
  }

  @Test
  void aWindowSlidesWordByWordAndAShortDocumentIsOne() {
    // Windows of two words: {1, 4}, {4, 2}, {2, 1}, and {3}.
    List<int[]> documents = List.of(new int[] {1, 4, 2, 1}, new int[] {3});
    assertThat(of(documents, 2, 1, 2)).isCloseTo(0, within(1e-9)); // 1/4 over 2/4 times 2/4
    assertThat(of(documents, 2, 1, 4)).isCloseTo(0, within(1e-9));
    assertThat(of(documents, 3, 1, 4)) // of three words: {1, 4, 2}, {4, 2, 1}, {3}
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void wordsThatNeverMeetAreAsIncoherentAsTheSmallNumberAllows() {
    List<int[]> documents = List.of(new int[] {1}, new int[] {2});
    assertThat(of(documents, Npmi.DOCUMENT, 1, 2))
        .isCloseTo(Math.log(4e-12) / -Math.log(1e-12), within(1e-9));
  }

  @Test
  void eachTopicIsCountedByItself() {
    List<int[]> topics = List.of(new int[] {1, 2}, new int[] {1, 3});
    assertThat(Npmi.of(topics, DOCUMENTS.stream(), Npmi.DOCUMENT))
        .containsExactly(new double[] {0.4150375, -0.2924813}, within(1e-7));
  }

  @Test
  void aPairWithAWordThatOccursNowhereCountsZero() {
    assertThat(of(DOCUMENTS, Npmi.DOCUMENT, 1, 77)).isZero();
    assertThat(of(DOCUMENTS, Npmi.DOCUMENT, 1, 2, 77)).isCloseTo(0.4150375 / 3, within(1e-7));
  }

  @Test
  void aWindowOfOneWordIsRefused() {
    assertThatThrownBy(() -> Npmi.of(List.of(), Stream.of(), 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("window = 1");
  }

  @Test
  void diversityIsTheShareOfDifferentWords() {
    assertThat(TopicDiversity.of(List.of(new int[] {1, 2}, new int[] {3, 4}))).isEqualTo(1);
    assertThat(TopicDiversity.of(List.of(new int[] {1, 2}, new int[] {2, 1}))).isEqualTo(0.5);
    assertThat(TopicDiversity.of(List.of(new int[] {1, 2, 3}, new int[] {3, 4, 5})))
        .isEqualTo(5 / 6.0);
    assertThatThrownBy(() -> TopicDiversity.of(List.of())).isInstanceOf(InputException.class);
  }
}
