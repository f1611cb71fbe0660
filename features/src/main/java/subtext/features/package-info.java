/**
 * Pretrained sentence encoders: what the encoder {@code pretrained} of a recipe reads, and what the
 * vectors of a Subtext model are compared with. In: sentences; out: a vector of length one for
 * each. {@link java.util.ServiceLoader} finds them.
 */
@NullMarked
package subtext.features;

import org.jspecify.annotations.NullMarked;
