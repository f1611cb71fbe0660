package subtext.objective;

import subtext.config.Allowed;

/** How the encoder keeps up with the decoder. */
public sealed interface InferenceSteps {
  InferenceSteps DEFAULT = new Joint();

  /** All of the model takes every step together. */
  record Joint() implements InferenceSteps {}

  /**
   * Before each step of the rest of the model, the encoder alone takes steps on random batches, so
   * that its posterior does not lag behind the model's: until the mean loss of {@code window} steps
   * is no lower than that of those before. When the mutual information over the validation set
   * falls (or, where the posterior has none, after the first epoch), all go on together (He et al.
   * 2019, algorithm 1).
   *
   * @param most steps of the encoder before one of the rest
   * @param window steps whose mean loss is compared
   */
  record Aggressive(int most, int window) implements InferenceSteps {
    public static final Aggressive DEFAULT = new Aggressive(100, 15);

    public Aggressive {
      Allowed.atLeast("most", most, 1);
      Allowed.atLeast("window", window, 1);
    }
  }
}
