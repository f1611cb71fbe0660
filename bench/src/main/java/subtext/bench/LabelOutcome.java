package subtext.bench;

/**
 * What a classifier was found to be worth on the test split.
 *
 * @param ece expected calibration error, after calibration on the validation split
 * @param validAccuracy on the validation split
 * @param seconds of wall clock
 * @param commit of the checkout
 * @param chosen what was chosen by the validation split: a penalty, or an epoch
 */
record LabelOutcome(
    String set,
    String method,
    int labels,
    int seed,
    double accuracy,
    double macroF1,
    double ece,
    double validAccuracy,
    double seconds,
    String commit,
    String chosen) {}
