@NullMarked
package subtext.spark;

import org.jspecify.annotations.NullMarked;
