/**
 * The engine: tensors, scopes, optimisers. The only package that knows libtorch; nothing else
 * imports {@code org.bytedeco}.
 */
@NullMarked
package subtext.tensor;

import org.jspecify.annotations.NullMarked;
