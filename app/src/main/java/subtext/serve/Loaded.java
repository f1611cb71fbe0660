package subtext.serve;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.use.Model;

/**
 * A model in memory, with the thread that computes with it. What is known of it stays when the
 * model is closed.
 *
 * @param id that requests name it by
 * @param model used on the thread of {@code queue}, which closes it
 * @param verbs that it has
 * @param writesByLabels whether sentences can be asked for by their label
 * @param parameters numbers that were learned
 * @param sha256 of configuration, tokenizer and weights
 * @param created when its folder was written
 * @param training what it was trained on; null where that is not known, or it has no vectors
 */
record Loaded(
    String id,
    Model model,
    List<String> verbs,
    boolean writesByLabels,
    long parameters,
    String sha256,
    Instant created,
    ModelQueue queue,
    @Nullable TrainingSet training) {
  Loaded {
    verbs = List.copyOf(verbs);
  }

  /**
   * What it was trained on.
   *
   * @throws Problem if that is not known
   */
  TrainingSet requireTraining() {
    if (training == null) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          ("the model %s is served without the run that made it, or makes no vectors of texts; give"
                  + " the server the folder of the run instead of the model's")
              .formatted(id));
    }
    return training;
  }
}
