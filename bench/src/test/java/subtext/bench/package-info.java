@NullMarked
package subtext.bench;

import org.jspecify.annotations.NullMarked;
