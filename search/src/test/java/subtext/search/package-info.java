@NullMarked
package subtext.search;

import org.jspecify.annotations.NullMarked;
