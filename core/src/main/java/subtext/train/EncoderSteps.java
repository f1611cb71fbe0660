package subtext.train;

import java.util.function.IntFunction;
import subtext.objective.InferenceSteps;

/** Steps of the encoder alone, until they no longer help (He et al. 2019, algorithm 1). */
record EncoderSteps(InferenceSteps.Aggressive config) {
  /**
   * Takes them.
   *
   * @param take takes the step of that number, from 0
   * @return how many were taken
   */
  int run(IntFunction<StepReport> take) {
    double before = Double.POSITIVE_INFINITY;
    double loss = 0;
    long tokens = 0;
    for (int taken = 1; taken <= config.most(); taken++) {
      StepReport report = take.apply(taken - 1);
      loss += report.loss() * report.sentences();
      tokens += report.tokens();
      if (taken % config.window() == 0) {
        double mean = loss / tokens;
        if (mean >= before) {
          return taken;
        }
        before = mean;
        loss = 0;
        tokens = 0;
      }
    }
    return config.most();
  }
}
