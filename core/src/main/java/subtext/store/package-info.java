/**
 * What Subtext keeps on disk: model folders, checkpoints, run folders, metrics. It knows tensors as
 * bytes ({@link subtext.tensor.TensorData}) and JSON as text, and nothing of models.
 *
 * <p>Three promises hold for everything written here. A name appears with its whole contents or not
 * at all (written beside, synced, renamed). What was there before survives any failure to replace
 * it. What is read was checked against its SHA-256 first, so that a damaged file is an error and
 * never a wrong model. {@code docs/model-format.md} has the formats.
 */
@NullMarked
package subtext.store;

import org.jspecify.annotations.NullMarked;
