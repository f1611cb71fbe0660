package subtext.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import subtext.data.Batch;
import subtext.latent.DiagonalGaussian;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Autograd;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Layers;
import subtext.tensor.Noise;
import subtext.tensor.Recurrence;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.tensor.TensorData;

/**
 * The network and its step as one writes them down first: float32, every operation by itself, the
 * scores of all words of a batch at once. B batch, T time, D embedding, H hidden, Z latent, V
 * vocabulary.
 */
final class NaiveVae implements Step {
  private static final long SEED = 1;

  private final Workload sizes;
  private final Map<String, Tensor> weights = new LinkedHashMap<>();

  /**
   * @param weights of {@link subtext.model.Vae}, by its names
   */
  NaiveVae(Workload sizes, Map<String, TensorData> weights) {
    this.sizes = sizes;
    try (Scope scope = Scope.open()) {
      weights.forEach(
          (name, data) ->
              this.weights.put(name, scope.release(Tensor.of(data, Device.CPU).requiresGrad())));
    }
  }

  @Override
  public double take(Batch batch, long number, double weight) {
    try (Scope scope = Scope.open()) {
      Tensor loss = loss(batch, new Pass(true, new Noise(SEED, number), batch.examples()), weight);
      loss.backward();
      Autograd.withoutResult(this::descend);
      return loss.item();
    }
  }

  private Tensor loss(Batch batch, Pass pass, double weight) {
    Observed x = Observed.of(batch, Device.CPU);
    DiagonalGaussian q = posterior(x);
    Tensor z_BZ = q.sample(pass.noise(), 0, pass.examples());
    Tensor kl_B = q.klToStandardNormal_BZ().sum(1);
    return reconstruction_B(x, z_BZ, pass).add(kl_B.mul(weight)).mean();
  }

  private DiagonalGaussian posterior(Observed x) {
    Tensor embedded_BTD = Layers.rows(weight("encoder.embedding.table"), x.targets_BT());
    Tensor blank_LBH = Tensor.zeros(DType.F32, Device.CPU, 1, x.batch(), sizes.hidden());
    Tensor states_BTH =
        Recurrence.lstm(embedded_BTD, List.of(blank_LBH, blank_LBH), rnn("encoder.forwards"))
            .outputs_BTH();
    long[] last = Arrays.stream(x.counts()).map(count -> count - 1).toArray();
    Tensor last_B1H = Tensor.of(last, last.length, 1, 1).expand(last.length, 1, sizes.hidden());
    Tensor both = linear("posterior", states_BTH.gather(1, last_B1H).squeeze(1));
    return new DiagonalGaussian(
        both.narrow(1, 0, sizes.latent()), both.narrow(1, sizes.latent(), sizes.latent()));
  }

  private Tensor reconstruction_B(Observed x, Tensor z_BZ, Pass pass) {
    Tensor embedded_BTD =
        pass.dropout(
            Layers.rows(weight("decoder.embedding.table"), x.inputs_BT()), sizes.dropout(), 1);
    Tensor z_BTZ = z_BZ.unsqueeze(1).expand(x.batch(), x.time(), sizes.latent());
    Tensor cell_LBH = linear("decoder.initial", z_BZ).unsqueeze(0);
    Tensor states_BTH =
        Recurrence.lstm(
                Tensor.cat(2, embedded_BTD, z_BTZ),
                List.of(cell_LBH.tanh(), cell_LBH),
                rnn("decoder.rnn"))
            .outputs_BTH();
    Tensor logits_BTV = linear("decoder.output", pass.dropout(states_BTH, sizes.dropout(), 2));
    Tensor nats_N =
        Layers.crossEntropy(logits_BTV.reshape(-1, sizes.vocabulary()), x.targets_BT().reshape(-1));
    return nats_N.reshape(x.batch(), x.time()).mul(x.mask_BT()).sum(1);
  }

  private void descend() {
    Collection<Tensor> all = weights.values();
    double norm =
        Math.sqrt(all.stream().mapToDouble(each -> gradient(each).square().sum().item()).sum());
    double scale = Math.min(1, CLIP / norm);
    for (Tensor each : all) {
      each.add_(gradient(each), -RATE * scale);
      each.clearGradient();
    }
  }

  private static Tensor gradient(Tensor weight) {
    return Objects.requireNonNull(weight.gradient());
  }

  private Tensor linear(String name, Tensor input) {
    return input.linear(weight(name + ".weight"), weight(name + ".bias"));
  }

  private List<Tensor> rnn(String name) {
    return List.of(
        weight(name + ".0.input"),
        weight(name + ".0.recurrent"),
        weight(name + ".0.inputBias"),
        weight(name + ".0.recurrentBias"));
  }

  private Tensor weight(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  @Override
  public void close() {
    weights.values().forEach(Tensor::close);
  }
}
