package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import subtext.data.Batch;
import subtext.latent.DiagonalGaussian;
import subtext.model.Vae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.store.Safetensors;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The losses of the same weights and batches, without dropout and with z = mu, that PyTorch gave:
 *
 * <pre>
 * python3 peer/lstm_vae.py loss --weights target/peer/weights.safetensors \
 *   --batches target/peer/batches.bin &gt; src/test/resources/subtext/bench/peer_losses.json
 * </pre>
 */
class PeerLossTest {
  private static final Path GIVEN = Path.of("target/peer");
  private static final Path GOLDEN = Path.of("src/test/resources/subtext/bench/peer_losses.json");

  /** What the script printed. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Golden(String torch, double[] losses) {}

  @Test
  void theLossesAreThoseOfThePeer() throws IOException {
    List<Batch> batches = Sentences.synthetic(Weights.SIZES).batches().subList(0, 5);
    Files.createDirectories(GIVEN);
    Safetensors.write(GIVEN.resolve("weights.safetensors"), Weights.normal(), Map.of());
    BatchFile.write(GIVEN.resolve("batches.bin"), batches);
    double[] losses;
    try (Vae network = Weights.SIZES.network()) {

      network.parameters().load(Weights.normal());
      losses = batches.stream().mapToDouble(batch -> loss(network, batch)).toArray();
    }
    Golden golden = JsonMapper.shared().readValue(Files.readString(GOLDEN), Golden.class);
    assertThat(losses).containsExactly(golden.losses(), within(1e-4));
  }

  private static double loss(Vae network, Batch batch) {
    try (Scope scope = Scope.open()) {
      Observed x = Observed.of(batch, Device.CPU);
      Pass pass = Pass.evaluation(new Noise(1, 0), batch.examples());
      DiagonalGaussian q = (DiagonalGaussian) network.posterior(x, pass);
      Tensor kl_B = q.klToStandardNormal_BZ().sum(1);
      return network.decoder().reconstruction_B(x, q.mu_BZ(), pass).add(kl_B).mean().item();
    }
  }
}
