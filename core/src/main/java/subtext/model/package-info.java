/**
 * Models: an encoder, a latent variable and a decoder put together, and the baselines without the
 * latent variable.
 */
@NullMarked
package subtext.model;

import org.jspecify.annotations.NullMarked;
