@NullMarked
package subtext.encoder;

import org.jspecify.annotations.NullMarked;
