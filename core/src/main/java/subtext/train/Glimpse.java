package subtext.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import subtext.eval.Evaluation;
import subtext.use.Generate;
import subtext.use.Model;

/** What a model is like in the middle of its training, beside its figures. */
final class Glimpse {
  private static final int SAMPLES = 3;

  private Glimpse() {}

  /**
   * The KL of each dimension, and what the model writes by now, always from the same z.
   *
   * @param model which is left open
   */
  static Map<String, Object> of(Model model, Evaluation evaluation, long seed) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (evaluation.klPerDimension().length > 0) {
      details.put("kl_per_dimension", Arrays.stream(evaluation.klPerDimension()).boxed().toList());
    }
    if (model.writes()) {
      details.put("samples", new Generate(model).sentences(SAMPLES, seed));
    }
    return details;
  }
}
