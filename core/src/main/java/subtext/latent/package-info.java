/**
 * Distributions of the latent variable: posteriors q(z|x), priors p(z), their samples, densities
 * and Kullback-Leibler divergences. B batch, Z latent dimensions, S samples. Everything is in nats.
 */
@NullMarked
package subtext.latent;

import org.jspecify.annotations.NullMarked;
