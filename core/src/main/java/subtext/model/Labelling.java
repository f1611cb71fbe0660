package subtext.model;

import org.jspecify.annotations.Nullable;
import subtext.decoder.Likelihood;
import subtext.encoder.Encoder;
import subtext.latent.Draw;
import subtext.latent.Posterior;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.Tensor;

/** A way to give sentences their labels. B batch, L labels. */
sealed interface Labelling permits Labelling.Supervised, Labelling.Latents, SemiSupervised {
  /** Scores of the labels [B, L], whatever is known of them. */
  Tensor logits_BL(Observed x, Pass pass);

  /** What training makes small. */
  Terms terms(Observed x, Pass pass);

  /** What gives x its probability, or null. */
  @Nullable Likelihood likelihood();

  /** Scores of the labels [B, L] by a draw of z, or null where no label is read from z. */
  default @Nullable Tensor drawnLogits_BL(Observed x, Pass pass, long salt) {
    return null;
  }

  /** What reads the sentences. */
  Encoder encoder();

  /** The autoencoder that it has, or null. */
  default @Nullable Vae vae() {
    return null;
  }

  /** The encoder's features, end to end. */
  record Supervised(Encoder encoder, Head head, int labels) implements Labelling {
    @Override
    public Tensor logits_BL(Observed x, Pass pass) {
      return head.logits_BL(encoder.encode(x, pass), pass);
    }

    /** The label is what has a probability here; the sentence has none. */
    @Override
    public Terms terms(Observed x, Pass pass) {
      return Terms.of(new KnownLabels(x, labels).crossEntropy_B(logits_BL(x, pass)));
    }

    @Override
    public @Nullable Likelihood likelihood() {
      return null;
    }
  }

  /**
   * The means of the posteriors of an autoencoder, whose training the labels do not reach.
   *
   * @param weight of the cross entropy
   */
  record Latents(Vae vae, Head head, int labels, double weight) implements Labelling {
    @Override
    public Tensor logits_BL(Observed x, Pass pass) {
      return head.logits_BL(vae.posterior(x, pass).location_BZ(), pass);
    }

    @Override
    public Tensor drawnLogits_BL(Observed x, Pass pass, long salt) {
      Draw draw = vae.posterior(x, pass).draw(pass.noise(), salt, pass.examples());
      return head.logits_BL(draw.z_BZ(), pass);
    }

    @Override
    public Encoder encoder() {
      return vae.encoder();
    }

    @Override
    public Terms terms(Observed x, Pass pass) {
      Posterior q = vae.posterior(x, pass);
      Terms own = vae.terms(x, q, pass);
      Tensor logits_BL = head.logits_BL(q.location_BZ().detach(), pass);
      Tensor labels_B = new KnownLabels(x, labels).crossEntropy_B(logits_BL).mul(weight);
      Tensor before_B = own.auxiliary_B();
      return new Terms(
          own.reconstruction_B(),
          own.kl_BD(),
          own.z_BZ(),
          before_B == null ? labels_B : before_B.add(labels_B));
    }

    @Override
    public Likelihood likelihood() {
      return vae.likelihood();
    }
  }
}
