/**
 * Figures that compare texts and labels: numbers or strings in, a number out. Each class is one
 * measure and states its definition, its range and whose implementation it agrees with. What needs
 * a model (likelihoods, mutual information) is not here.
 *
 * <p>All classes are immutable or stateless and safe for use by several threads.
 */
@NullMarked
package subtext.metric;

import org.jspecify.annotations.NullMarked;
