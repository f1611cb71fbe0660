@NullMarked
package subtext.features;

import org.jspecify.annotations.NullMarked;
