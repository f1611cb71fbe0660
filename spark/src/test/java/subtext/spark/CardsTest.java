package subtext.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class CardsTest {
  private static final List<String> HOSTS = List.of("a", "b", "a", "a");

  private static String device(int rank, String asked) {
    return new Cards(rank, HOSTS, Optional.empty()).device(asked);
  }

  @Test
  void eachProcessOfAHostHasACardOfItsOwn() {
    assertThat(List.of(device(0, "cuda"), device(1, "cuda"), device(2, "cuda"), device(3, "cuda")))
        .containsExactly("cuda:0", "cuda:0", "cuda:1", "cuda:2");
  }

  @Test
  void theCardIsTheOneThatSparkGave() {
    assertThat(new Cards(2, HOSTS, Optional.of("7")).device("cuda")).isEqualTo("cuda:7");
  }

  @Test
  void aCardWithoutANumberIsRefused() {
    Cards cards = new Cards(2, HOSTS, Optional.of("GPU-5f3c"));
    assertThatThrownBy(() -> cards.device("cuda"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("calls a card GPU-5f3c");
  }

  @Test
  void aNumberedCardIsOfOneProcessOfAHost() {
    assertThat(device(1, "cuda:3")).isEqualTo("cuda:3");
    assertThatThrownBy(() -> device(0, "cuda:3"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "train.device: cuda:3 would be the card of 3 processes on a; say cuda, and each takes"
                + " one of its own");
  }

  @Test
  void processorsAreShared() {
    assertThat(device(0, "cpu")).isEqualTo("cpu");
  }
}
