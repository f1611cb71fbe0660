@NullMarked
package subtext.nn;

import org.jspecify.annotations.NullMarked;
