package subtext.eval;

import subtext.metric.Interval;

/**
 * F1 of the content words of a sentence and of what is written greedily from the mean of its
 * posterior.
 *
 * @param own from the sentence's own z
 * @param shuffled from the z of another sentence of the same length
 */
public record ReconstructionF1(Interval own, Interval shuffled) {}
