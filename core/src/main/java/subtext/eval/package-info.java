/**
 * From a model and a corpus to figures: likelihood, mutual information, active units, the use of
 * the latent variable, reconstructions, and the verdict whether the model is alive. Everything is
 * in nats a sentence, float32, without dropout; sums are float64. {@link subtext.eval.Evaluator} is
 * the way in.
 *
 * <p>The definitions are those of He et al. (2019), "Lagging inference networks and posterior
 * collapse in variational autoencoders", and Burda et al. (2016), "Importance weighted
 * autoencoders", so that figures compare with published ones.
 */
@NullMarked
package subtext.eval;

import org.jspecify.annotations.NullMarked;
