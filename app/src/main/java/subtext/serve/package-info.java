/**
 * The verbs of {@code subtext.use} over HTTP: JSON in, JSON out, several models at once. {@link
 * subtext.serve.Verbs} is the table that routes, the list of models and openapi.json are made of;
 * {@link subtext.serve.ModelQueue} is the one thread that computes with a model.
 */
@NullMarked
package subtext.serve;

import org.jspecify.annotations.NullMarked;
