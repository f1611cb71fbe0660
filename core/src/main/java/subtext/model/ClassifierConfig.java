package subtext.model;

import subtext.config.Allowed;

/** What gives sentences their labels. */
public sealed interface ClassifierConfig {
  ClassifierConfig DEFAULT = new None();

  /** How many labels there are; 0 until training has found them. */
  int labels();

  /** The same for {@code count} labels. */
  ClassifierConfig withLabels(int count);

  /** The hidden layer before the scores of the labels. */
  HeadConfig head();

  /**
   * A layer that scores labels, with another below it where that has a size.
   *
   * @param hidden size of the layer below, tanh; 0 for none
   * @param dropout on what it reads, in [0, 1)
   */
  record HeadConfig(int hidden, double dropout) {
    public static final HeadConfig DEFAULT = new HeadConfig(0, 0);

    public HeadConfig {
      Allowed.between("hidden", hidden, 0, 65_536);
      Allowed.share("dropout", dropout);
    }
  }

  /** Nothing: the model has no labels. */
  record None() implements ClassifierConfig {
    @Override
    public int labels() {
      return 0;
    }

    @Override
    public None withLabels(int count) {
      return this;
    }

    @Override
    public HeadConfig head() {
      return HeadConfig.DEFAULT;
    }
  }

  /** The encoder's features, trained end to end, without a latent variable. */
  record Supervised(int labels, HeadConfig head) implements ClassifierConfig {
    public static final Supervised DEFAULT = new Supervised(0, HeadConfig.DEFAULT);

    public Supervised {
      Allowed.atLeast("labels", labels, 0);
    }

    @Override
    public Supervised withLabels(int count) {
      return new Supervised(count, head);
    }
  }

  /**
   * The mean of q(z|x), as the autoencoder learns it without labels: M1 of Kingma et al. (2014),
   * with both parts trained in one run.
   *
   * @param weight of the cross entropy of the labels in the loss, which reaches the head alone
   */
  record Latents(int labels, HeadConfig head, double weight) implements ClassifierConfig {
    public static final Latents DEFAULT = new Latents(0, HeadConfig.DEFAULT, 10);

    public Latents {
      Allowed.atLeast("labels", labels, 0);
      Allowed.above("weight", weight, 0);
    }

    @Override
    public Latents withLabels(int count) {
      return new Latents(count, head, weight);
    }
  }

  /**
   * The label as a second latent variable where it is not known: M2 of Kingma et al. (2014).
   *
   * @param weight of the cross entropy of the labels in the loss, alpha
   * @param prior p(y)
   * @param summed up to so many labels the sum over the unknown label is exact; with more it is
   *     drawn
   * @param samples draws of the label, where it is drawn
   * @param temperature of the relaxed draws: the smaller, the nearer to one label and the noisier
   *     the gradients
   * @param hidden size of the layer, tanh, that q(z|x,y) is read from; 0 for none
   */
  record SemiSupervised(
      int labels,
      HeadConfig head,
      double weight,
      LabelPrior prior,
      int summed,
      int samples,
      double temperature,
      int hidden)
      implements ClassifierConfig {
    public static final SemiSupervised DEFAULT =
        new SemiSupervised(0, HeadConfig.DEFAULT, 10, LabelPrior.UNIFORM, 6, 1, 0.5, 0);

    public SemiSupervised {
      Allowed.atLeast("labels", labels, 0);
      Allowed.atLeast("weight", weight, 0);
      Allowed.between("summed", summed, 0, 65_536);
      Allowed.between("samples", samples, 1, 1000);
      Allowed.between("temperature", temperature, 0.01, 100);
      Allowed.between("hidden", hidden, 0, 65_536);
    }

    @Override
    public SemiSupervised withLabels(int count) {
      return new SemiSupervised(count, head, weight, prior, summed, samples, temperature, hidden);
    }

    /** Whether the sum over the unknown label is exact. */
    public boolean sums() {
      return labels <= summed;
    }
  }

  /** p(y). */
  enum LabelPrior {
    /** Every label alike. */
    UNIFORM,
    /** The shares of the labels that training is told. */
    SHARES
  }
}
