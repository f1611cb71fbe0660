package subtext.latent;

import java.util.List;
import java.util.stream.IntStream;
import subtext.nn.Linear;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** Flows whose start and context are linear in the features. B batch, Z latent, C context. */
final class FlowFamily implements PosteriorFamily {
  private final GaussianFamily start;
  private final Linear context;
  private final List<AutoregressiveStep> steps;
  private final Parameters parameters;

  FlowFamily(Parameters parameters, int features, int latent, double bound, int steps, int hidden) {
    this.parameters = parameters;
    start = new GaussianFamily(parameters, features, latent, bound);
    context = Linear.create(parameters, "posterior.context", features, hidden, bound);
    this.steps =
        IntStream.range(0, steps)
            .mapToObj(
                step ->
                    AutoregressiveStep.create(
                        parameters,
                        "posterior.flow." + step,
                        latent,
                        hidden,
                        hidden,
                        bound,
                        step % 2 == 1))
            .toList();
  }

  @Override
  public Flow read(Tensor features_BF, boolean training) {
    Tensor context_BC = context.forward(features_BF).to(parameters.type()).tanh();
    return new Flow(start.read(features_BF, training), context_BC, steps);
  }

  @Override
  public int statistics() {
    return start.statistics() + Math.toIntExact(context.bias_O().size(0));
  }

  @Override
  public Flow of(Tensor statistics_BP) {
    long own = start.statistics();
    return new Flow(
        start.of(statistics_BP.narrow(1, 0, own)),
        statistics_BP.narrow(1, own, statistics_BP.size(1) - own),
        steps);
  }
}
