/**
 * Weights of the KL term and factors of the learning rate: pure functions of the time since a phase
 * began, counted in epochs as a real number. They hold no state, so that resuming a run in
 * mid-epoch needs nothing but the position.
 */
@NullMarked
package subtext.schedule;

import org.jspecify.annotations.NullMarked;
