package subtext.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import subtext.data.Batch;
import subtext.data.FakeNetwork;
import subtext.error.InputException;
import subtext.nn.Observed;
import subtext.nn.SmallBatch;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;

class PretrainedTest {
  private static final EncoderConfig.Pretrained FAKE =
      new EncoderConfig.Pretrained(FakeNetwork.NAME, 0, null, 5, 0);

  @Test
  void theNetworkSaysItsSizeAndItsFingerprint() {
    EncoderConfig.Pretrained resolved = FAKE.resolved();
    assertThat(resolved.dimensions()).isEqualTo(FakeNetwork.DIMENSIONS);
    assertThat(resolved.sha256()).isEqualTo(new FakeNetwork().sha256());
    assertThat(resolved.resolved()).isEqualTo(resolved);
  }

  @Test
  void anotherNetworkOfTheSameNameIsRefused() {
    EncoderConfig.Pretrained other =
        new EncoderConfig.Pretrained(FakeNetwork.NAME, 6, "0123", 5, 0);
    assertThatThrownBy(other::find)
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("fake", "SHA-256 0123", new FakeNetwork().sha256());
  }

  @Test
  void aNetworkThatIsNotOnTheClassPathIsNamedWithThoseThatAreAndTheModuleToAdd() {
    EncoderConfig.Pretrained missing = new EncoderConfig.Pretrained("minilm", 0, null, 5, 0);
    assertThatThrownBy(missing::find)
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("'minilm'", "it has fake", "io.github.subtext:subtext-features");
  }

  @Test
  void itHasNoVectorsOfTokensAndNoWeightsOfTheNetwork() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 1)) {
      FAKE.resolved()
          .create(
              () -> {
                throw new AssertionError("asked for vectors of tokens");
              },
              parameters,
              0);
      assertThat(parameters.byName().keySet())
          .containsExactly("encoder.hidden.weight", "encoder.hidden.bias");
    }
  }

  @Test
  void aBatchWithoutFeaturesIsRefused() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 1);
        Scope scope = Scope.open()) {
      Encoder encoder = new PretrainedEncoder(FAKE.resolved(), parameters, 0);
      Observed x = Observed.of(Batch.of(SmallBatch.SENTENCES), Device.CPU);
      assertThatThrownBy(() -> encoder.encode(x, SmallBatch.evaluation()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the batch lacks the 6 features of fake");
    }
  }
}
