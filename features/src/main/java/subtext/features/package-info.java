/**
 * Vectors of a pretrained sentence encoder, which those of a Subtext model are compared with. In:
 * sentences; out: a vector of length one for each. Knows nothing of Subtext's own packages.
 */
@NullMarked
package subtext.features;

import org.jspecify.annotations.NullMarked;
