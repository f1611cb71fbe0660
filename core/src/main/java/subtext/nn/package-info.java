/**
 * Layers. Each makes its parameters under a name, and its forward pass takes and returns tensors
 * whose shapes stand in their names: B batch, T time, D features, H hidden, V vocabulary, Z latent.
 */
@NullMarked
package subtext.nn;

import org.jspecify.annotations.NullMarked;
