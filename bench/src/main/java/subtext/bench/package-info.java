/**
 * Measures speed and memory: of training, writing, encoding and starting, beside a naive loop of
 * the same network, PyTorch and a pretrained encoder; and what frozen vectors are worth. In: a
 * {@link subtext.bench.Kind} and {@link subtext.bench.Settings}; out: a {@link
 * subtext.bench.Result}.
 *
 * <p>Speed and memory are measured in a process of its own ({@link subtext.bench.Child}), because
 * thread pools and allocators are set when the native libraries load. Variants take turns within a
 * round, so that what else happens on the machine meets all of them.
 */
@NullMarked
package subtext.bench;

import org.jspecify.annotations.NullMarked;
