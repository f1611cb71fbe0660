/** Corpora as numbers: split, cached, shuffled by a seed, in batches of like lengths. */
@NullMarked
package subtext.data;

import org.jspecify.annotations.NullMarked;
