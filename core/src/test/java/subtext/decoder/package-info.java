@NullMarked
package subtext.decoder;

import org.jspecify.annotations.NullMarked;
