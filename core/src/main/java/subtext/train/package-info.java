/** Training: one readable loop and one step for every model, precision and number of processes. */
@NullMarked
package subtext.train;

import org.jspecify.annotations.NullMarked;
