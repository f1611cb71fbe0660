package subtext.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.store.Safetensors;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Optimizer;
import subtext.tensor.OptimizerConfig;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.tensor.TensorData;

/** The same small model in PyTorch: {@code src/test/python/golden_losses.py} made the file. */
class GoldenLossesTest {
  private static final long SEED = 42;
  private static final double RATE = 0.5;
  private static final double CLIP = 2;

  private static final ModelConfig CONFIG =
      Binder.bind(
          Binder.yaml(
              "the model of golden_losses.py",
              """
              latent: 4
              encoder: {kind: lstm, embedding: 5, hidden: 6}
              decoder: {kind: lstm, embedding: 5, hidden: 7, inputDropout: 0, outputDropout: 0}
              """),
          ModelConfig.class);

  private Map<String, TensorData> golden = Map.of();

  @BeforeEach
  void read() throws IOException {
    Path file = Path.of("src/test/resources/subtext/model/golden_losses.safetensors");
    golden = Safetensors.read(file).tensors();
  }

  @Test
  void tenLossesAreThoseOfPyTorch() {
    Batch batch = batch();
    double[] expected = doubles("losses");
    double[] losses = new double[expected.length];
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 1)) {
      Vae vae = new Vae(CONFIG, 12, parameters);
      parameters.load(golden);
      try (Optimizer optimizer = new Optimizer(new OptimizerConfig.Sgd(RATE, 0), parameters)) {
        for (int step = 0; step < losses.length; step++) {
          double klWeight = (step + 1.0) / losses.length;
          losses[step] = step(vae, optimizer, batch, step, klWeight);
        }
      }
    }
    for (int step = 0; step < losses.length; step++) {
      assertThat(losses[step])
          .as("loss before step %d", step)
          .isCloseTo(expected[step], within(1e-5 * expected[step]));
    }
  }

  @Test
  void keyedNoiseIsThatOfItsSecondImplementation() {
    try (Scope scope = Scope.open()) {
      Tensor expected = Tensor.of(golden("eps"), Device.CPU);
      Tensor drawn =
          new Noise(SEED, 0)
              .normal(Noise.Stream.POSTERIOR, 0, batch().examples(), CONFIG.latent(), expected);
      assertThat(drawn.toFloats()).containsExactly(expected.toFloats(), within(1e-6f));
    }
  }

  private static double step(
      Vae vae, Optimizer optimizer, Batch batch, long step, double klWeight) {
    try (Scope scope = Scope.open()) {
      Pass pass = new Pass(true, new Noise(SEED, step), batch.examples());
      Terms terms = vae.terms(Observed.of(batch, Device.CPU), pass);
      Tensor kl_B = Objects.requireNonNull(terms.kl_B());
      Tensor loss = terms.reconstruction_B().add(kl_B.mul(klWeight)).mean();
      loss.backward();
      optimizer.step(1, Math.min(1, CLIP / optimizer.gradientNorm().item()));
      return loss.item();
    }
  }

  private Batch batch() {
    LongBuffer tokens = longs("tokens");
    LongBuffer lengths = longs("lengths");
    List<int[]> sentences = new ArrayList<>();
    while (lengths.hasRemaining()) {
      int[] sentence = new int[Math.toIntExact(lengths.get())];
      for (int t = 0; t < sentence.length; t++) {
        sentence[t] = Math.toIntExact(tokens.get());
      }
      sentences.add(sentence);
    }
    return Batch.of(sentences);
  }

  private TensorData golden(String name) {
    return Objects.requireNonNull(golden.get(name), name);
  }

  private LongBuffer longs(String name) {
    return golden(name).bytes().asLongBuffer();
  }

  private double[] doubles(String name) {
    double[] values = new double[Math.toIntExact(TensorData.elements(golden(name).shape()))];
    golden(name).bytes().asDoubleBuffer().get(values);
    return values;
  }
}
