package subtext.recipe;

import subtext.config.Allowed;
import subtext.schedule.LearningRate;
import subtext.tensor.OptimizerConfig;
import subtext.tensor.Precision;

/**
 * How a model is trained: the section {@code train} of a recipe.
 *
 * @param epochs at most, pretraining included
 * @param batch sentences a step, over all processes
 * @param accumulate parts that each process computes its sentences of a step in, one after the
 *     other, in the memory of one; the step is that of all
 * @param seed of weights, order and noise
 * @param threads of the engine; 0 for one a processor core
 * @param device {@code cpu}, {@code cuda:N}, or {@code cuda} for the first card, with several
 *     processes one for each
 * @param precision of the forward pass in training; evaluation is float32
 * @param schedule of the learning rate
 * @param clip norm that gradients are scaled down to; 0 for none
 * @param averageEpochs epochs over which weights are averaged for validation and for the model that
 *     comes out (Polyak and Juditsky 1992); 0 for the weights of the last step
 * @param patience epochs without a better checkpoint, after the last phase, before training stops,
 *     counted anew when a plateau lowers the learning rate; 0 for never
 * @param keepCheckpoints newest checkpoints kept besides the best
 * @param checkpointSteps steps between checkpoints within an epoch; one more follows each epoch
 * @param logSteps steps between rows of {@code metrics.jsonl}
 * @param validationSentences of the validation set that are looked at after each epoch; 0 for all
 * @param iwaeSamples of the bound by which the best checkpoint is chosen
 * @param labelledBatch labelled sentences that join the batch of each step of a classifier that
 *     reads unlabelled ones too; 0 for none
 */
public record TrainConfig(
    int epochs,
    int batch,
    int accumulate,
    long seed,
    int threads,
    String device,
    Precision precision,
    OptimizerConfig optimizer,
    LearningRate schedule,
    double clip,
    double averageEpochs,
    int patience,
    int keepCheckpoints,
    int checkpointSteps,
    int logSteps,
    int validationSentences,
    int iwaeSamples,
    int labelledBatch) {
  public static final TrainConfig DEFAULT =
      new TrainConfig(
          40,
          32,
          1,
          1,
          0,
          "cpu",
          Precision.FLOAT32,
          OptimizerConfig.DEFAULT,
          LearningRate.DEFAULT,
          5,
          0,
          5,
          2,
          1_000,
          50,
          1_000,
          10,
          0);

  public TrainConfig {
    Allowed.atLeast("epochs", epochs, 1);
    Allowed.between("batch", batch, 1, 1 << 20);
    Allowed.between("accumulate", accumulate, 1, 1 << 20);
    Allowed.between("threads", threads, 0, 1024);
    Allowed.atLeast("clip", clip, 0);
    Allowed.between("averageEpochs", averageEpochs, 0, 1000);
    Allowed.atLeast("patience", patience, 0);
    Allowed.atLeast("keepCheckpoints", keepCheckpoints, 2);
    Allowed.atLeast("checkpointSteps", checkpointSteps, 1);
    Allowed.atLeast("logSteps", logSteps, 1);
    Allowed.atLeast("validationSentences", validationSentences, 0);
    Allowed.atLeast("iwaeSamples", iwaeSamples, 1);
    Allowed.between("labelledBatch", labelledBatch, 0, 1 << 20);
  }
}
