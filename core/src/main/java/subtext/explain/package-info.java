/**
 * Why a model says what it says. A text's posterior and which of its words move it ({@link
 * subtext.explain.ExplainText}): integrated gradients (Sundararajan et al. 2017), beside what
 * happens when a word is left out. In: a {@link subtext.use.Model}, texts, and {@link
 * subtext.explain.Reference sentences} that show what its latent space holds. Out: records of plain
 * numbers and words. All of it is a function of model, texts and seed.
 */
@NullMarked
package subtext.explain;

import org.jspecify.annotations.NullMarked;
