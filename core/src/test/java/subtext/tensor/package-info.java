@NullMarked
package subtext.tensor;

import org.jspecify.annotations.NullMarked;
