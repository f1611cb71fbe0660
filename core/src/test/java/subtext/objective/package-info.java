@NullMarked
package subtext.objective;

import org.jspecify.annotations.NullMarked;
