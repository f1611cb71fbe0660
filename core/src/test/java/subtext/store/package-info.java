@NullMarked
package subtext.store;

import org.jspecify.annotations.NullMarked;
