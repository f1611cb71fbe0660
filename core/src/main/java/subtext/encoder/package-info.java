/**
 * Encoders: tokens [B, T] to one vector of features a sentence [B, F], from which a posterior is
 * read.
 */
@NullMarked
package subtext.encoder;

import org.jspecify.annotations.NullMarked;
