/**
 * What one does with a trained model, one class a verb: {@link subtext.use.Generate}, {@link
 * subtext.use.Encode}, {@link subtext.use.Reconstruct}, {@link subtext.use.Interpolate}, {@link
 * subtext.use.Score}, {@link subtext.use.Neighbours}, {@link subtext.use.Classify}, {@link
 * subtext.use.Rewrite}, {@link subtext.use.Translate}, {@link subtext.use.Answer}, {@link
 * subtext.use.Topics}, {@link subtext.use.Images}. Each is made for a {@link subtext.use.Model};
 * requests and responses are records.
 */
@NullMarked
package subtext.use;

import org.jspecify.annotations.NullMarked;
