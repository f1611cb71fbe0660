/** Tests of explanations. */
@NullMarked
package subtext.explain;

import org.jspecify.annotations.NullMarked;
