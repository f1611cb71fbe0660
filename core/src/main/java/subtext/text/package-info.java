/**
 * Strings to token ids and back: the first and the last step of the way from text to latent to
 * text.
 *
 * <p>A {@link subtext.text.Corpus} is a stream of {@link subtext.text.Line}s out of a file of any
 * size. A {@link subtext.text.Tokenizer}, trained on them by {@link subtext.text.Tokenizers}, turns
 * a text into {@code int[T]}, ids below its size, without start or end marks, and such ids into a
 * text that reads naturally. The ids of the special tokens are those of {@link
 * subtext.text.Vocabulary}.
 *
 * <p>Everything here but a stream of lines is immutable and may be shared among threads.
 */
@NullMarked
package subtext.text;

import org.jspecify.annotations.NullMarked;
