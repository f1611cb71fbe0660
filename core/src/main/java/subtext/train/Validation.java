package subtext.train;

import java.util.Map;

/**
 * What the validation set says of a model.
 *
 * @param bound by which checkpoints are compared, in nats a sentence or as {@code Figures} says:
 *     lower is better
 * @param alive whether the latent variable is used; true where that is not judged
 * @param figures by name, for the journal
 * @param details that are no single number, likewise: what a page of the training shows
 */
record Validation(
    double bound, boolean alive, Map<String, Double> figures, Map<String, Object> details) {}
