@NullMarked
package subtext.latent;

import org.jspecify.annotations.NullMarked;
