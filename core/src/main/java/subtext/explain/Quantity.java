package subtext.explain;

import subtext.config.Allowed;
import subtext.error.InputException;
import subtext.latent.Posterior;
import subtext.model.LabelledVae;
import subtext.model.Vae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Tensor;
import subtext.use.Model;

/** A number that a model makes of a text, and that words move. B batch, Z latent, L labels. */
public sealed interface Quantity {
  /** What it is called. */
  String name();

  /**
   * The same for {@code model}.
   *
   * @throws InputException if the model makes no such number
   */
  Scalar of(Model model);

  /** A number for each text of a batch, through which gradients flow. */
  interface Scalar {
    /** [B]. */
    Tensor of_B(Observed x, Pass pass);
  }

  /** KL(q(z|x) || p(z)) in nats: how much the text says to the model. */
  record Kl() implements Quantity {
    @Override
    public String name() {
      return "kl";
    }

    @Override
    public Scalar of(Model model) {
      Vae vae = model.vae("explain");
      if (!vae.posteriors().hasDensity()) {
        throw new InputException(
            "explain: the model %s is a plain autoencoder, whose vectors have no KL; explain a dimension instead"
                .formatted(model.spec().name()));
      }
      return (x, pass) -> {
        Posterior q = vae.posterior(x, pass);
        Tensor exact_BD = vae.prior().exact_BD(q);
        return exact_BD == null
            ? vae.prior().of(q, q.draw(pass.noise(), 0, pass.examples())).nats_B()
            : exact_BD.sum(1);
      };
    }
  }

  /**
   * The posterior mean in one dimension.
   *
   * @param number from 1
   */
  record Dimension(int number) implements Quantity {
    @Override
    public String name() {
      return "dimension " + number;
    }

    @Override
    public Scalar of(Model model) {
      Vae vae = model.vae("explain");
      Allowed.between("dimension", number, 1, vae.latent());
      return (x, pass) -> vae.posterior(x, pass).location_BZ().select(1, number - 1);
    }
  }

  /**
   * The posterior mean along a direction of the latent space.
   *
   * @param name of what changes along it
   * @param direction [Z]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Along(String name, float[] direction) implements Quantity {
    @Override
    public Scalar of(Model model) {
      Vae vae = model.vae("explain");
      return (x, pass) -> {
        Tensor mean_BZ = vae.posterior(x, pass).location_BZ();
        Tensor direction_Z = Tensor.of(direction, direction.length).to(mean_BZ);
        return mean_BZ.mul(direction_Z.unsqueeze(0)).sum(1);
      };
    }
  }

  /**
   * The calibrated log probability of a label, in nats.
   *
   * @param label one that the model knows
   */
  record Label(String label) implements Quantity {
    @Override
    public String name() {
      return "log p(%s)".formatted(label);
    }

    @Override
    public Scalar of(Model model) {
      if (!(model.network() instanceof LabelledVae network)) {
        throw new InputException(
            "explain: the model %s gives no labels".formatted(model.spec().name()));
      }
      int id = model.spec().labels().indexOf(label);
      if (id < 0) {
        throw new InputException(
            "explain: there is no label '%s'; the model %s knows %s"
                .formatted(label, model.spec().name(), String.join(", ", model.spec().labels())));
      }
      return (x, pass) -> network.logProbabilities_BL(x, pass).select(1, id);
    }
  }
}
