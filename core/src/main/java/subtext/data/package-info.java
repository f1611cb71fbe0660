/**
 * From a corpus to batches of token ids, in memory that does not grow with the corpus.
 *
 * <p>{@link subtext.data.DataConfig} says which files; {@link subtext.data.Sources} finds them;
 * {@link subtext.data.Splits} says which line belongs to training, validation and test. Each split
 * is tokenised once into a {@link subtext.data.TokenCache}, a memory-mapped file that also knows
 * the order of the sentences by length. {@link subtext.data.Batches} cuts that order into batches
 * of like lengths, shuffled anew in each epoch by a keyed permutation; any batch of any epoch can
 * be asked for by its number, so that a run resumes from two numbers.
 */
@NullMarked
package subtext.data;

import org.jspecify.annotations.NullMarked;
