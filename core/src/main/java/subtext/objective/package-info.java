/**
 * Objectives: what a forward pass gave, example by example, to the one number that training makes
 * small. In nats.
 */
@NullMarked
package subtext.objective;

import org.jspecify.annotations.NullMarked;
