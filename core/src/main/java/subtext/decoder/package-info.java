/**
 * Decoders: log p(x|z) of given sentences, and new sentences token by token. B batch, T time, V
 * vocabulary, Z latent, H hidden, L layers.
 */
@NullMarked
package subtext.decoder;

import org.jspecify.annotations.NullMarked;
