package subtext.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import subtext.decoder.Decoding;
import subtext.error.InputException;

class DecodingChoiceTest {
  private static final Decoding GREEDY = new Decoding.Greedy();
  private static final Decoding COOL = new Decoding.Sampled(0.6, 40, 0.9);
  private static final Decoding SEARCH = new Decoding.Beam(5, 1);

  private static Decoding decoding(
      @Nullable Double temperature,
      @Nullable Integer beam,
      @Nullable Double lengthPenalty,
      boolean greedy,
      Decoding usual) {
    return new DecodingChoice(temperature, null, null, beam, lengthPenalty, greedy)
        .decoding(usual, name -> "--" + name);
  }

  @Test
  void whatIsLeftOpenIsAsUsual() {
    assertThat(decoding(null, null, null, false, COOL)).isSameAs(COOL);
    assertThat(decoding(2.0, null, null, false, COOL)).isEqualTo(new Decoding.Sampled(2, 40, 0.9));
    assertThat(decoding(2.0, null, null, false, GREEDY)).isEqualTo(new Decoding.Sampled(2, 0, 1));
    assertThat(decoding(null, 9, null, false, SEARCH)).isEqualTo(new Decoding.Beam(9, 1));
    assertThat(decoding(null, null, 0.5, false, SEARCH)).isEqualTo(new Decoding.Beam(5, 0.5));
    assertThat(decoding(null, 9, null, false, GREEDY)).isEqualTo(new Decoding.Beam(9, 0));
    assertThat(decoding(null, null, null, true, SEARCH)).isEqualTo(GREEDY);
  }

  @Test
  void twoWaysAtOnceAndAPartOfNoneAreRefusedInTheCallersSpelling() {
    assertThatThrownBy(() -> decoding(1.0, 2, null, false, GREEDY))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("choose one way of writing: --greedy, --beam")
        .hasMessageContaining("--top-k");
    assertThatThrownBy(() -> decoding(null, null, 1.0, false, GREEDY))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--length-penalty is for the search: give --beam, too");
    assertThatThrownBy(() -> decoding(null, null, 1.0, true, SEARCH))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--length-penalty");
  }
}
