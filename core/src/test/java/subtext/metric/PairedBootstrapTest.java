package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class PairedBootstrapTest {
  private static final List<String> REFERENCES = List.of("a b c d e", "f g h i j", "k l m n o");
  private static final String WRONG = "v w x y z";

  @Test
  void itIsTheShareOfCorporaThatTheWorseSystemTakes() {
    // One system is right in two of three sentences, the other in the third. On three that are
    // drawn, the first wins by two or three of its own: 3 * 4/9 * 1/3 + 8/27 = 20/27.
    List<String> first = List.of(REFERENCES.get(0), REFERENCES.get(1), WRONG);
    List<String> second = List.of(WRONG, WRONG, REFERENCES.get(2));
    int draws = 10_000;
    PairedBootstrap found = PairedBootstrap.ofBleu(first, second, REFERENCES, draws, 1);
    double p = 7.0 / 27;
    assertThat(found.p()).isCloseTo(p, within(3 * Math.sqrt(p * (1 - p) / draws)));
    assertThat(found.difference()).isCloseTo(100.0 * (2 - 1) / 3, within(1e-9));
    // 8 corpora of 27 have none of one system's sentences, 1 has none of the other's.
    assertThat(found.low()).isCloseTo(-100, within(1e-9));
    assertThat(found.high()).isCloseTo(100, within(1e-9));
  }

  @Test
  void whoIsFirstChangesTheSignAlone() {
    List<String> worse = List.of("a b c d e", "f g h i z", WRONG);
    PairedBootstrap found = PairedBootstrap.ofBleu(REFERENCES, worse, REFERENCES, 500, 3);
    PairedBootstrap turned = PairedBootstrap.ofBleu(worse, REFERENCES, REFERENCES, 500, 3);
    assertThat(turned.difference()).isEqualTo(-found.difference());
    assertThat(turned.p()).isEqualTo(found.p());
    assertThat(turned.low()).isEqualTo(-found.high());
  }

  @Test
  void betterOnEverySentenceIsBetterOnEveryCorpus() {
    List<String> wrong = List.of(WRONG, WRONG, WRONG);
    PairedBootstrap found = PairedBootstrap.ofBleu(REFERENCES, wrong, REFERENCES, 99, 1);
    assertThat(found.p()).isEqualTo(0.01);
    assertThat(found.low()).isEqualTo(found.high()).isCloseTo(100, within(1e-9));
  }

  @Test
  void noSystemIsBetterThanItself() {
    PairedBootstrap found = PairedBootstrap.ofBleu(REFERENCES, REFERENCES, REFERENCES, 50, 1);
    assertThat(found).isEqualTo(new PairedBootstrap(0, 0, 0, 1));
  }

  @Test
  void otherSentencesAreRefused() {
    assertThatThrownBy(() -> PairedBootstrap.ofBleu(REFERENCES, List.of(WRONG), REFERENCES, 50, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("3 and 1 of 3");
  }
}
