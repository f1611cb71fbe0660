package subtext.model;

import org.jspecify.annotations.Nullable;
import subtext.nn.Linear;
import subtext.nn.Pass;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** Scores of labels from features. B batch, F features, L labels. */
record Head(@Nullable Linear hidden, Linear output, double dropout) {
  private static final long FEATURE_DROPOUT = 401;

  static Head create(Parameters parameters, ClassifierConfig config, int features, double bound) {
    int size = config.head().hidden();
    return new Head(
        size == 0 ? null : Linear.create(parameters, "classifier.hidden", features, size, bound),
        Linear.create(
            parameters, "classifier.output", size == 0 ? features : size, config.labels(), bound),
        config.head().dropout());
  }

  /**
   * What the softmax makes probabilities of, [B, L]; in the type of the parameters, whatever
   * precision it was computed in.
   */
  Tensor logits_BL(Tensor features_BF, Pass pass) {
    Tensor kept_BF = pass.dropout(features_BF, dropout, FEATURE_DROPOUT);
    Tensor read = hidden == null ? kept_BF : hidden.forward(kept_BF).tanh();
    return output.forward(read).to(output.bias_O());
  }
}
