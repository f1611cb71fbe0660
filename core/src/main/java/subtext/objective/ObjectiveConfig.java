package subtext.objective;

import subtext.config.Allowed;
import subtext.schedule.Schedule;

/**
 * What training makes small: reconstruction + weight * counted KL.
 *
 * @param bound on log p(x), or what stands in its place
 * @param point what the model is for, and so by what it is judged
 * @param rate the KL that training aims at, in nats a sentence, by adapting the weight; 0 for none
 * @param schedule of the KL's weight, from the end of pretraining; with a rate it scales the
 *     adapted weight
 * @param freeBits what of the KL is not counted
 * @param inference how the encoder keeps up with the decoder
 * @param pretrainEpochs epochs as an autoencoder, with weight 0, before the decoder starts anew (Li
 *     et al. 2019)
 * @param resetDecoder whether the decoder starts anew when pretraining ends
 * @param lengthPower p: a text of n tokens weighs n^-p in the loss, so that with 1 each counts the
 *     same however long it is, as in the perplexity of documents; 0, the sum of their nats, for
 *     none
 */
public record ObjectiveConfig(
    Bound bound,
    OperatingPoint point,
    double rate,
    Schedule schedule,
    FreeBits freeBits,
    InferenceSteps inference,
    int pretrainEpochs,
    boolean resetDecoder,
    double lengthPower) {
  public static final ObjectiveConfig DEFAULT =
      new ObjectiveConfig(
          Bound.DEFAULT,
          OperatingPoint.DENSITY,
          0,
          new Schedule.Constant(1),
          FreeBits.DEFAULT,
          InferenceSteps.DEFAULT,
          0,
          true,
          0);

  public ObjectiveConfig {
    Allowed.atLeast("rate", rate, 0);
    Allowed.atLeast("pretrainEpochs", pretrainEpochs, 0);
    Allowed.between("lengthPower", lengthPower, 0, 1);
    Allowed.demand(
        lengthPower == 0 || (bound instanceof Bound.Elbo && freeBits instanceof FreeBits.None),
        "lengthPower",
        lengthPower,
        "0 but with bound elbo and without free bits, which are nats of a whole text");
  }

  /** The same from the first weight of the schedule on. */
  public ObjectiveConfig withoutPretraining() {
    return new ObjectiveConfig(
        bound, point, rate, schedule, freeBits, inference, 0, false, lengthPower);
  }
}
